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
// Of the old wireless interface one question is left that needs neither a library nor a family of messages.
#include <net/if.h>
#include <linux/wireless.h>
enum { tollgate_ask_access_point = SIOCGIWAP };
// The two headers that name the hardware type of Ethernet can't be had together with Glibc's own.
enum { tollgate_ethernet = 1 };
