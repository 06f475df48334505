/* SPDX-License-Identifier: EUPL-1.2
 *
 * Comes between a program and the C library and lets chosen calls on the database and its WAL fail.
 *
 * The program arms it through ctypes: of the calls of the kinds in `mask` (1 write, 2 sync,
 * 4 truncate, 8 read), the `first` from now on fails with `error`, then each `every`-th after it
 * (0: no other). `error` 0 disarms. A full disk still writes a part of what it is given.
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/types.h>
#include <unistd.h>

enum { WRITE = 1, SYNC = 2, TRUNCATE = 4, READ = 8 };

static int armed_mask, armed_first, armed_every, armed_error, calls, failures;

void tdt_arm(int mask, int first, int every, int error)
{
    armed_mask = mask;
    armed_first = first;
    armed_every = every;
    armed_error = error;
    calls = failures = 0;
}

int tdt_failures(void)
{
    return failures;
}

static int is_ours(int descriptor)
{
    char link[64], path[4096];
    snprintf(link, sizeof link, "/proc/self/fd/%d", descriptor);
    ssize_t length = readlink(link, path, sizeof path - 1);
    if (length <= 0)
        return 0;
    path[length] = 0;
    const char *name = strrchr(path, '/');
    return name && (strcmp(name, "/data.db") == 0 || strcmp(name, "/data.db-wal") == 0);
}

/* Whether this call fails; errno is set then. */
static int fails(int kind, int descriptor)
{
    if (armed_error == 0 || !(armed_mask & kind) || !is_ours(descriptor))
        return 0;
    int late = ++calls - armed_first;
    if (late < 0 || (late > 0 && (armed_every == 0 || late % armed_every != 0)))
        return 0;
    failures++;
    errno = armed_error;
    return 1;
}

#define REAL(name, type, ...) ((type(*)(__VA_ARGS__))dlsym(RTLD_NEXT, #name))

ssize_t pwrite64(int descriptor, const void *bytes, size_t length, off64_t offset)
{
    if (fails(WRITE, descriptor)) {
        if (armed_error == ENOSPC && length > 512) {
            REAL(pwrite64, ssize_t, int, const void *, size_t, off64_t)(descriptor, bytes, 512, offset);
            errno = ENOSPC;
        }
        return -1;
    }
    return REAL(pwrite64, ssize_t, int, const void *, size_t, off64_t)(descriptor, bytes, length, offset);
}

ssize_t pread64(int descriptor, void *bytes, size_t length, off64_t offset)
{
    if (fails(READ, descriptor))
        return -1;
    return REAL(pread64, ssize_t, int, void *, size_t, off64_t)(descriptor, bytes, length, offset);
}

int fsync(int descriptor)
{
    return fails(SYNC, descriptor) ? -1 : REAL(fsync, int, int)(descriptor);
}

int fdatasync(int descriptor)
{
    return fails(SYNC, descriptor) ? -1 : REAL(fdatasync, int, int)(descriptor);
}

int ftruncate64(int descriptor, off64_t size)
{
    return fails(TRUNCATE, descriptor) ? -1 : REAL(ftruncate64, int, int, off64_t)(descriptor, size);
}
