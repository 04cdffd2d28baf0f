// What the link benchmark needs of C: storms of changes, and the loop that our netlink driver is measured against.
#pragma once
#include <stdint.h>
#include <sys/types.h>

enum tollgate_storm { tollgate_routes4, tollgate_routes6, tollgate_addresses };

/// Makes (or removes) so many routes or addresses in the network of the calling thread, and one thing more as the last
/// change: a default route of this metric, or one more address. Gives the time just before the last change was asked for, in
/// nanoseconds of CLOCK_BOOTTIME, or a negative errno.
int64_t tollgate_link_storm(enum tollgate_storm storm, int count, uint32_t metric, int remove);

/// Keeps the table of links, addresses, default routes and gateways' neighbours until it is killed. Every 10 ms at most it
/// prints what it has come to: the time, the number of addresses, the sum of the metrics.
_Noreturn void tollgate_link_loop(int buffer);

/// Puts the calling thread into a network of its own, which ends with it and its children; 0 or an errno.
int tollgate_own_network(void);

/// Starts this program anew as a watcher of the calling thread's network, or `ip monitor`; a negative errno when it can't.
pid_t tollgate_start_watcher(const char *kind, const char *buffer, int *output);
pid_t tollgate_start_monitor(const char *buffer);
int tollgate_is_running(pid_t process);
void tollgate_stop(pid_t process);

/// Lets ip(8) do what the lines say, at most a page; 0 or an errno.
int tollgate_ip_batch(const char *lines, size_t length);

/// Nanoseconds of processor that a process has used; negative when there is none.
int64_t tollgate_processor_time(pid_t process);
