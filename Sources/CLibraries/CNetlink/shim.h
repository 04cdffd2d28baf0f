// libnl-3 for sockets and libnl-route-3 for the counters of a link.
#pragma once
#include <netlink/errno.h>
#include <netlink/msg.h>
#include <netlink/netlink.h>
#include <netlink/route/link.h>
#include <netlink/socket.h>
