// What Linux offers and the Glibc module of Swift leaves out.
#pragma once
#ifndef _GNU_SOURCE
#define _GNU_SOURCE
#endif
#include <features.h>
// With X/Open's names an fd_set would be another type than the one in Glibc's module.
#undef __USE_XOPEN
#include <sys/select.h>
#define __USE_XOPEN 1
#include <linux/if_addr.h>
#include <linux/neighbour.h>
#include <linux/netlink.h>
#include <linux/rtnetlink.h>
#include <linux/sockios.h>
#include <malloc.h>
#include <pthread.h>
#include <sched.h>
#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <sys/socket.h>
#include <sys/timerfd.h>
#include <sys/timex.h>
// Declared for programs with _GNU_SOURCE only, and Glibc's module is built without.
int accept4(int listener, struct sockaddr *address, socklen_t *length, int flags);
int pthread_setname_np(pthread_t thread, const char *name);
// The headers that name these two can't be had together with Glibc's own: Ethernet's hardware type, and SIOCGIWAP of
// linux/wireless.h.
enum { tollgate_ethernet = 1, tollgate_ask_access_point = 0x8B15 };
