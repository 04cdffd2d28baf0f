// What Linux offers and the Glibc module of Swift leaves out.
#pragma once
#ifndef _GNU_SOURCE
#define _GNU_SOURCE
#endif
#include <linux/if_addr.h>
#include <linux/neighbour.h>
#include <linux/netlink.h>
#include <linux/rtnetlink.h>
#include <linux/sockios.h>
#include <malloc.h>
#include <sched.h>
#include <sys/eventfd.h>
// The headers that name these two can't be had together with Glibc's own: Ethernet's hardware type, and SIOCGIWAP of
// linux/wireless.h.
enum { tollgate_ethernet = 1, tollgate_ask_access_point = 0x8B15 };
