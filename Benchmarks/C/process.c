#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <sched.h>
#include <signal.h>
#include <spawn.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "links.h"

extern char **environ;

static pid_t start(char *const arguments[], int input, int output) {
  posix_spawn_file_actions_t actions;
  pid_t process;
  posix_spawn_file_actions_init(&actions);
  if (input >= 0) posix_spawn_file_actions_adddup2(&actions, input, STDIN_FILENO);
  if (output >= 0) posix_spawn_file_actions_adddup2(&actions, output, STDOUT_FILENO);
  else {
    posix_spawn_file_actions_addopen(&actions, STDOUT_FILENO, "/dev/null", O_WRONLY, 0);
    posix_spawn_file_actions_adddup2(&actions, STDOUT_FILENO, STDERR_FILENO);
  }
  int code = posix_spawnp(&process, arguments[0], &actions, NULL, arguments, environ);
  posix_spawn_file_actions_destroy(&actions);
  return code ? -code : process;
}

pid_t tollgate_start_watcher(const char *kind, const char *buffer, int *output) {
  int ends[2];
  char *own[] = {"/proc/self/exe", "watch", (char *)kind, (char *)buffer, NULL};
  if (pipe2(ends, O_CLOEXEC)) return -errno;
  pid_t process = start(own, -1, ends[1]);
  close(ends[1]);
  *output = ends[0];
  return process;
}

pid_t tollgate_start_monitor(const char *buffer) {
  char *monitor[] = {"ip", "-rcvbuf", (char *)buffer, "monitor", "link", "address", "route", "neigh", NULL};
  return start(monitor, -1, -1);
}

int tollgate_ip_batch(const char *lines, size_t length) {
  int ends[2], status = 0;
  char *batch[] = {"ip", "-batch", "-", NULL};
  if (pipe2(ends, O_CLOEXEC)) return errno;
  pid_t process = start(batch, ends[0], STDERR_FILENO);
  close(ends[0]);
  // A page fits into a pipe, so nobody is waited for here.
  ssize_t written = write(ends[1], lines, length);
  close(ends[1]);
  if (process < 0) return -process;
  waitpid(process, &status, 0);
  return written == (ssize_t)length && WIFEXITED(status) && WEXITSTATUS(status) == 0 ? 0 : EPROTO;
}

void tollgate_stop(pid_t process) {
  kill(process, SIGKILL);
  waitpid(process, NULL, 0);
}

int tollgate_is_running(pid_t process) {
  siginfo_t ending = {0};
  return !waitid(P_PID, process, &ending, WEXITED | WNOHANG | WNOWAIT) && !ending.si_pid;
}

int64_t tollgate_processor_time(pid_t process) {
  clockid_t clock;
  struct timespec time;
  if (clock_getcpuclockid(process, &clock) || clock_gettime(clock, &time)) return -1;
  return (int64_t)time.tv_sec * 1000000000 + time.tv_nsec;
}

int tollgate_own_network(void) { return unshare(CLONE_NEWNET) ? errno : 0; }
