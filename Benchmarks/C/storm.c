#define _GNU_SOURCE
#include <arpa/inet.h>
#include <errno.h>
#include <linux/netlink.h>
#include <linux/rtnetlink.h>
#include <net/if.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

#include "links.h"

/// Interfaces that addresses are spread over, s0 to s9: on one alone the kernel's own time would be quadratic.
enum { interfaces = 10, batch = 32 << 10 };

struct request {
  struct nlmsghdr header;
  union {
    struct rtmsg route;
    struct ifaddrmsg address;
  };
  char attributes[64];
};

static void add(struct request *request, unsigned short type, const void *value, unsigned short length) {
  struct rtattr *attribute = (struct rtattr *)((char *)request + NLMSG_ALIGN(request->header.nlmsg_len));
  attribute->rta_type = type;
  attribute->rta_len = RTA_LENGTH(length);
  memcpy(RTA_DATA(attribute), value, length);
  request->header.nlmsg_len = NLMSG_ALIGN(request->header.nlmsg_len) + RTA_ALIGN(attribute->rta_len);
}

static struct request begin(int type, int remove, size_t body, int last) {
  struct request request = {0};
  request.header.nlmsg_len = NLMSG_LENGTH(body);
  request.header.nlmsg_type = type + (remove ? 1 : 0);
  request.header.nlmsg_flags = NLM_F_REQUEST | (remove ? 0 : NLM_F_CREATE | NLM_F_REPLACE) | (last ? NLM_F_ACK : 0);
  return request;
}

static struct request route(int family, int prefix, const void *destination, int index, int remove, int last) {
  struct request request = begin(RTM_NEWROUTE, remove, sizeof(struct rtmsg), last);
  request.route = (struct rtmsg){.rtm_family = family, .rtm_dst_len = prefix, .rtm_table = RT_TABLE_MAIN,
    .rtm_protocol = RTPROT_STATIC, .rtm_type = RTN_UNICAST,
    .rtm_scope = prefix && family == AF_INET ? RT_SCOPE_LINK : RT_SCOPE_UNIVERSE};
  if (prefix) add(&request, RTA_DST, destination, family == AF_INET ? 4 : 16);
  add(&request, RTA_OIF, &index, 4);
  return request;
}

static struct request change(enum tollgate_storm storm, int number, int count, uint32_t metric, int remove, int *indexes) {
  int last = number == count;
  if (storm == tollgate_addresses) {
    struct request request = begin(RTM_NEWADDR, remove, sizeof(struct ifaddrmsg), last);
    uint32_t address = htonl(0x0A000001 + (number << 4));
    request.address = (struct ifaddrmsg){.ifa_family = AF_INET, .ifa_prefixlen = 32, .ifa_index = indexes[number % interfaces]};
    add(&request, IFA_LOCAL, &address, 4);
    return request;
  }
  uint8_t six[16] = {0x20, 0x01, 0x0D, 0xB8, 0, 1, number >> 8, number};
  uint32_t four = htonl(0x0A000000 + (number << 8));
  struct request request = storm == tollgate_routes4
    ? route(AF_INET, last ? 0 : 24, &four, indexes[0], remove, last)
    : route(AF_INET6, last ? 0 : 64, six, indexes[0], remove, last);
  if (last) add(&request, RTA_PRIORITY, &metric, 4);
  return request;
}

static int answer(int netlink) {
  union { struct nlmsghdr header; char bytes[8192]; } reply;
  ssize_t got = recv(netlink, &reply, sizeof reply, 0);
  if (got < 0) return -errno;
  struct nlmsgerr *result = NLMSG_DATA(&reply.header);
  return reply.header.nlmsg_type == NLMSG_ERROR ? result->error : -EPROTO;
}

static int64_t now(void) {
  struct timespec time;
  clock_gettime(CLOCK_BOOTTIME, &time);
  return (int64_t)time.tv_sec * 1000000000 + time.tv_nsec;
}

int64_t tollgate_link_storm(enum tollgate_storm storm, int count, uint32_t metric, int remove) {
  static _Thread_local char bytes[batch];
  int indexes[interfaces];
  for (int number = 0; number < interfaces; number++) {
    char name[IFNAMSIZ];
    snprintf(name, sizeof name, "s%d", number);
    if (!(indexes[number] = if_nametoindex(name))) return -ENODEV;
  }
  int netlink = socket(AF_NETLINK, SOCK_RAW | SOCK_CLOEXEC, NETLINK_ROUTE);
  if (netlink < 0) return -errno;
  struct sockaddr_nl kernel = {.nl_family = AF_NETLINK};
  int64_t failure = connect(netlink, (struct sockaddr *)&kernel, sizeof kernel) ? -errno : 0;
  size_t used = 0;
  for (int number = 0; number < count && !failure; number++) {
    struct request request = change(storm, number, count, metric, remove, indexes);
    memcpy(bytes + used, &request, request.header.nlmsg_len);
    used += NLMSG_ALIGN(request.header.nlmsg_len);
    if (used + sizeof request > batch || number == count - 1) {
      if (send(netlink, bytes, used, 0) < 0) failure = -errno;
      used = 0;
    }
  }
  struct request last = change(storm, count, count, metric, remove, indexes);
  int64_t asked = now();
  if (!failure && send(netlink, &last, last.header.nlmsg_len, 0) < 0) failure = -errno;
  // Whatever failed before has answered before.
  if (!failure) failure = answer(netlink);
  close(netlink);
  return failure ? failure : asked;
}
