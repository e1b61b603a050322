// Shifts the clocks that a process reads: three numbers of nanoseconds in the file that CLOCK_FILE names, for CLOCK_REALTIME, CLOCK_BOOTTIME and CLOCK_MONOTONIC.
#define _GNU_SOURCE
#include <dlfcn.h>
#include <fcntl.h>
#include <pthread.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <sys/time.h>
#include <time.h>
#include <unistd.h>

static const volatile int64_t *shifts;

__attribute__((constructor)) static void open_shifts(void)
{
    const char *path = getenv("CLOCK_FILE");
    int file = path ? open(path, O_RDONLY | O_CLOEXEC) : -1;
    if (file < 0)
        return;
    void *map = mmap(NULL, 3 * sizeof(int64_t), PROT_READ, MAP_SHARED, file, 0);
    close(file);
    if (map != MAP_FAILED)
        shifts = map;
}

static int64_t shift_of(clockid_t clock)
{
    if (!shifts)
        return 0;
    switch (clock) {
    case CLOCK_REALTIME:
    case CLOCK_REALTIME_COARSE:
        return shifts[0];
    case CLOCK_BOOTTIME:
        return shifts[1];
    case CLOCK_MONOTONIC:
    case CLOCK_MONOTONIC_COARSE:
    case CLOCK_MONOTONIC_RAW:
        return shifts[2];
    default:
        return 0;
    }
}

static int (*real_gettime)(clockid_t, struct timespec *);

int clock_gettime(clockid_t clock, struct timespec *value)
{
    if (!real_gettime)
        real_gettime = (int (*)(clockid_t, struct timespec *))dlvsym(RTLD_NEXT, "clock_gettime", "GLIBC_2.17");
    int result = real_gettime ? real_gettime(clock, value) : (int)syscall(SYS_clock_gettime, clock, value);
    if (result == 0) {
        int64_t all = (int64_t)value->tv_sec * 1000000000 + value->tv_nsec + shift_of(clock);
        value->tv_sec = all / 1000000000;
        value->tv_nsec = all % 1000000000;
    }
    return result;
}

int gettimeofday(struct timeval *restrict value, void *restrict zone)
{
    struct timespec now;
    (void)zone;
    int result = clock_gettime(CLOCK_REALTIME, &now);
    value->tv_sec = now.tv_sec;
    value->tv_usec = now.tv_nsec / 1000;
    return result;
}

time_t time(time_t *value)
{
    struct timespec now;
    clock_gettime(CLOCK_REALTIME, &now);
    if (value)
        *value = now.tv_sec;
    return now.tv_sec;
}

#ifdef __x86_64__
#define FIRST_DLSYM "GLIBC_2.2.5"
#define CONDITIONS "GLIBC_2.3.2"
#else
#define FIRST_DLSYM "GLIBC_2.17"
#define CONDITIONS "GLIBC_2.17"
#endif

// Until when a process waits it has computed from the shifted clock; the kernel counts by its own. A time of this century is one of the wall clock.
int pthread_cond_timedwait(pthread_cond_t *restrict condition, pthread_mutex_t *restrict mutex, const struct timespec *restrict until)
{
    static int (*real)(pthread_cond_t *, pthread_mutex_t *, const struct timespec *);
    if (!real)
        real = (int (*)(pthread_cond_t *, pthread_mutex_t *, const struct timespec *))dlvsym(RTLD_NEXT, "pthread_cond_timedwait", CONDITIONS);
    int64_t all = (int64_t)until->tv_sec * 1000000000 + until->tv_nsec - shift_of(until->tv_sec > 900000000 ? CLOCK_REALTIME : CLOCK_MONOTONIC);
    struct timespec shifted = {.tv_sec = all / 1000000000, .tv_nsec = all % 1000000000};
    return real(condition, mutex, &shifted);
}

// .NET asks libc itself for the functions of a P/Invoke, past everything that was loaded before it.
void *dlsym(void *restrict handle, const char *restrict name)
{
    static void *(*real)(void *, const char *);
    if (!real)
        real = (void *(*)(void *, const char *))dlvsym(RTLD_NEXT, "dlsym", FIRST_DLSYM);
    if (handle != RTLD_NEXT && strcmp(name, "clock_gettime") == 0)
        return (void *)clock_gettime;
    return real(handle, name);
}
