#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <linux/netlink.h>
#include <linux/rtnetlink.h>
#include <net/if.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

#include "links.h"

enum { buckets = 1 << 14, most = 1 << 10, room = 1 << 16, pause_ms = 10 };

struct address {
  struct address *next;
  int index;
  uint8_t family, prefix, bytes[16], peer[16];
  uint32_t flags;
};

struct route { int index; uint8_t family, gateway[16]; uint32_t metric; };
struct interface { int index; unsigned flags; char name[IFNAMSIZ]; uint8_t mac[6]; uint32_t losses; };
struct neighbour { int index; uint8_t family, address[16], mac[6]; };

static struct address *addresses[buckets];
static struct interface links[most];
static struct route routes[most];
static struct neighbour neighbours[most];
static int address_count, link_count, route_count, neighbour_count, changed, doubtful;
static char datagram[room];

enum { doubt_links = 1, doubt_addresses = 2, doubt_routes = 4, doubt_neighbours = 8, doubt_all = 15 };

static unsigned hash(const struct address *it) {
  uint32_t sum = 2166136261u ^ it->index;
  for (int place = 0; place < 16; place++) sum = (sum ^ it->bytes[place]) * 16777619u;
  return (sum ^ it->prefix) & (buckets - 1);
}

static int is_same(const struct address *a, const struct address *b) {
  return a->index == b->index && a->family == b->family && a->prefix == b->prefix && !memcmp(a->bytes, b->bytes, 16)
    && !memcmp(a->peer, b->peer, 16);
}

static void hear_address(struct nlmsghdr *header) {
  struct ifaddrmsg *body = NLMSG_DATA(header);
  struct address new = {.index = body->ifa_index, .family = body->ifa_family, .prefix = body->ifa_prefixlen,
    .flags = body->ifa_flags};
  int length = IFA_PAYLOAD(header), size = body->ifa_family == AF_INET ? 4 : 16;
  for (struct rtattr *it = IFA_RTA(body); RTA_OK(it, length); it = RTA_NEXT(it, length)) {
    if (it->rta_type == IFA_LOCAL) memcpy(new.bytes, RTA_DATA(it), size);
    if (it->rta_type == IFA_ADDRESS) memcpy(new.peer, RTA_DATA(it), size);
    if (it->rta_type == IFA_FLAGS) memcpy(&new.flags, RTA_DATA(it), 4);
  }
  struct address **place = &addresses[hash(&new)];
  while (*place && !is_same(*place, &new)) place = &(*place)->next;
  struct address *old = *place;
  if (header->nlmsg_type == RTM_DELADDR) {
    if (route_count) doubtful |= doubt_routes;
    if (!old) return;
    *place = old->next;
    free(old);
    address_count--;
  } else if (old) {
    if (old->flags == new.flags) return;
    old->flags = new.flags;
  } else {
    new.next = addresses[hash(&new)];
    addresses[hash(&new)] = memcpy(malloc(sizeof new), &new, sizeof new);
    address_count++;
  }
  changed = 1;
}

static void hear_link(struct nlmsghdr *header) {
  struct ifinfomsg *body = NLMSG_DATA(header);
  if (body->ifi_family != AF_UNSPEC) return;
  struct interface new = {.index = body->ifi_index, .flags = body->ifi_flags};
  int length = IFLA_PAYLOAD(header), place = 0;
  for (struct rtattr *it = IFLA_RTA(body); RTA_OK(it, length); it = RTA_NEXT(it, length)) {
    if (it->rta_type == IFLA_IFNAME) strncpy(new.name, RTA_DATA(it), IFNAMSIZ - 1);
    if (it->rta_type == IFLA_ADDRESS && RTA_PAYLOAD(it) == 6) memcpy(new.mac, RTA_DATA(it), 6);
    if (it->rta_type == IFLA_CARRIER_DOWN_COUNT) memcpy(&new.losses, RTA_DATA(it), 4);
  }
  while (place < link_count && links[place].index != new.index) place++;
  if (header->nlmsg_type == RTM_DELLINK) {
    doubtful = doubt_all;
    if (place < link_count) links[place] = links[--link_count];
  } else {
    if (place < link_count && !memcmp(&links[place], &new, sizeof new)) return;
    if (place < link_count && links[place].flags & IFF_UP && !(new.flags & IFF_UP)) doubtful = doubt_all;
    if (place == link_count && link_count++ == most) exit(1);
    links[place] = new;
  }
  changed = 1;
}

static void hear_route(struct nlmsghdr *header, int is_dump) {
  struct rtmsg *body = NLMSG_DATA(header);
  if (body->rtm_dst_len || body->rtm_table != RT_TABLE_MAIN || body->rtm_flags & RTM_F_CLONED) return;
  changed = 1;
  if (!is_dump) {
    doubtful |= doubt_routes;
    return;
  }
  if (body->rtm_type != RTN_UNICAST || route_count == most) return;
  struct route new = {.family = body->rtm_family};
  int length = RTM_PAYLOAD(header), size = body->rtm_family == AF_INET ? 4 : 16;
  for (struct rtattr *it = RTM_RTA(body); RTA_OK(it, length); it = RTA_NEXT(it, length)) {
    if (it->rta_type == RTA_OIF) memcpy(&new.index, RTA_DATA(it), 4);
    if (it->rta_type == RTA_GATEWAY) memcpy(new.gateway, RTA_DATA(it), size);
    if (it->rta_type == RTA_PRIORITY) memcpy(&new.metric, RTA_DATA(it), 4);
  }
  routes[route_count++] = new;
}

static void hear_neighbour(struct nlmsghdr *header) {
  struct ndmsg *body = NLMSG_DATA(header);
  struct neighbour new = {.index = body->ndm_ifindex, .family = body->ndm_family};
  int length = header->nlmsg_len - NLMSG_LENGTH(sizeof *body), isGateway = 0, place = 0;
  struct rtattr *first = (struct rtattr *)((char *)body + NLMSG_ALIGN(sizeof *body));
  for (struct rtattr *it = first; RTA_OK(it, length); it = RTA_NEXT(it, length)) {
    if (it->rta_type == NDA_DST && RTA_PAYLOAD(it) <= 16) memcpy(new.address, RTA_DATA(it), RTA_PAYLOAD(it));
    if (it->rta_type == NDA_LLADDR && RTA_PAYLOAD(it) == 6) memcpy(new.mac, RTA_DATA(it), 6);
  }
  for (int number = 0; number < route_count; number++)
    isGateway |= routes[number].index == new.index && !memcmp(routes[number].gateway, new.address, 16);
  if (!isGateway) return;
  while (place < neighbour_count && (neighbours[place].index != new.index || memcmp(neighbours[place].address, new.address, 16)))
    place++;
  if (place == most) return;
  if (place == neighbour_count) neighbour_count++;
  neighbours[place] = new;
  changed = 1;
}

static void hear(struct nlmsghdr *header, int is_dump) {
  switch (header->nlmsg_type) {
    case RTM_NEWLINK: case RTM_DELLINK: return hear_link(header);
    case RTM_NEWADDR: case RTM_DELADDR: return hear_address(header);
    case RTM_NEWROUTE: case RTM_DELROUTE: return hear_route(header, is_dump);
    case RTM_NEWNEIGH: case RTM_DELNEIGH: return hear_neighbour(header);
  }
}

static int open_socket(int groups, int buffer) {
  int netlink = socket(AF_NETLINK, SOCK_RAW | SOCK_CLOEXEC, NETLINK_ROUTE), one = 1;
  struct sockaddr_nl own = {.nl_family = AF_NETLINK, .nl_groups = groups};
  if (setsockopt(netlink, SOL_SOCKET, SO_RCVBUFFORCE, &buffer, sizeof buffer))
    setsockopt(netlink, SOL_SOCKET, SO_RCVBUF, &buffer, sizeof buffer);
  setsockopt(netlink, SOL_NETLINK, NETLINK_GET_STRICT_CHK, &one, sizeof one);
  if (netlink < 0 || bind(netlink, (struct sockaddr *)&own, sizeof own)) exit(1);
  return netlink;
}

static void clear(int doubt) {
  if (doubt == doubt_links) link_count = 0;
  if (doubt == doubt_routes) route_count = 0;
  if (doubt == doubt_neighbours) neighbour_count = 0;
  if (doubt != doubt_addresses) return;
  address_count = 0;
  for (int bucket = 0; bucket < buckets; bucket++)
    while (addresses[bucket]) {
      struct address *it = addresses[bucket];
      addresses[bucket] = it->next;
      free(it);
    }
}

static int dump_once(int netlink, int type, int family, size_t size) {
  struct { struct nlmsghdr header; char body[32]; } request = {
    {.nlmsg_len = NLMSG_LENGTH(size), .nlmsg_type = type, .nlmsg_flags = NLM_F_REQUEST | NLM_F_DUMP}};
  request.body[0] = family;
  if (type == RTM_GETROUTE) ((struct rtmsg *)request.body)->rtm_table = RT_TABLE_MAIN;
  if (send(netlink, &request, request.header.nlmsg_len, 0) < 0) exit(1);
  for (int whole = 1;;) {
    int length = recv(netlink, datagram, sizeof datagram, 0);
    if (length < 0) exit(1);
    for (struct nlmsghdr *it = (struct nlmsghdr *)datagram; NLMSG_OK(it, length); it = NLMSG_NEXT(it, length)) {
      if (it->nlmsg_flags & NLM_F_DUMP_INTR) whole = 0;
      if (it->nlmsg_type == NLMSG_DONE || it->nlmsg_type == NLMSG_ERROR) return whole;
      hear(it, 1);
    }
  }
}

static void settle(int netlink) {
  static const struct { int doubt, type, family; size_t size; } questions[] = {
    {doubt_links, RTM_GETLINK, AF_UNSPEC, sizeof(struct ifinfomsg)},
    {doubt_addresses, RTM_GETADDR, AF_UNSPEC, sizeof(struct ifaddrmsg)},
    {doubt_routes, RTM_GETROUTE, AF_INET, sizeof(struct rtmsg)},
    {doubt_routes, RTM_GETROUTE, AF_INET6, sizeof(struct rtmsg)},
    {doubt_neighbours, RTM_GETNEIGH, AF_UNSPEC, sizeof(struct ndmsg)},
  };
  int asked = doubtful, whole = 1;
  for (int part = doubt_links; part <= doubt_neighbours; part <<= 1) if (asked & part) clear(part);
  for (size_t each = 0; each < sizeof questions / sizeof *questions; each++)
    if (asked & questions[each].doubt)
      whole &= dump_once(netlink, questions[each].type, questions[each].family, questions[each].size);
  doubtful = whole ? 0 : asked;
}

static int64_t now(void) {
  struct timespec time;
  clock_gettime(CLOCK_BOOTTIME, &time);
  return (int64_t)time.tv_sec * 1000000000 + time.tv_nsec;
}

static void hear_all(int events) {
  for (;;) {
    int length = recv(events, datagram, sizeof datagram, MSG_DONTWAIT);
    if (length < 0 && errno == ENOBUFS) doubtful = changed = doubt_all;
    else if (length < 0) return;
    else for (struct nlmsghdr *it = (struct nlmsghdr *)datagram; NLMSG_OK(it, length); it = NLMSG_NEXT(it, length)) hear(it, 0);
  }
}

static void take(int events, int dumps) {
  // Emptied before and after, so that nothing older than a dump is taken for newer.
  if (doubtful) { hear_all(events); settle(dumps); hear_all(events); }
  uint64_t metrics = 0;
  for (int number = 0; number < route_count; number++) metrics += routes[number].metric;
  if (!doubtful) printf("%lld %d %llu\n", (long long)now(), address_count, (unsigned long long)metrics);
  fflush(stdout);
  changed = 0;
}

void tollgate_link_loop(int buffer) {
  int events = open_socket(RTMGRP_LINK | RTMGRP_IPV4_IFADDR | RTMGRP_IPV6_IFADDR | RTMGRP_IPV4_ROUTE | RTMGRP_IPV6_ROUTE
    | RTMGRP_NEIGH, buffer);
  int dumps = open_socket(0, 1 << 16);
  int64_t last = 0;
  doubtful = changed = doubt_all;
  for (;;) {
    int wait = -1;
    if (changed || doubtful) {
      int64_t left = last + pause_ms * 1000000 - now();
      if (left <= 0) {
        take(events, dumps);
        last = now();
        continue;
      }
      wait = left / 1000000 + 1;
    }
    struct pollfd waiting = {.fd = events, .events = POLLIN};
    poll(&waiting, 1, wait);
    hear_all(events);
  }
}
