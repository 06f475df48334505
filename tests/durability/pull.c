/* SPDX-License-Identifier: EUPL-1.2
 *
 * Comes between a program and the C library and pulls a stick: after `TDT_PULL_AFTER` calls that
 * change something under the folder `TDT_PULL`, every such call fails with EIO, for ever.
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/types.h>
#include <unistd.h>

static int calls;

int tdt_calls(void)
{
    return calls;
}

static int gone(const char *path)
{
    const char *place = getenv("TDT_PULL"), *after = getenv("TDT_PULL_AFTER");
    if (!place || !after || strncmp(path, place, strlen(place)) != 0)
        return 0;
    if (++calls <= atoi(after))
        return 0;
    errno = EIO;
    return 1;
}

static int gone_behind(int descriptor)
{
    char link[64], path[4096];
    snprintf(link, sizeof link, "/proc/self/fd/%d", descriptor);
    ssize_t length = readlink(link, path, sizeof path - 1);
    if (length <= 0)
        return 0;
    path[length] = 0;
    return gone(path);
}

#define REAL(name, type, ...) ((type(*)(__VA_ARGS__))dlsym(RTLD_NEXT, #name))

ssize_t write(int descriptor, const void *bytes, size_t length)
{
    if (gone_behind(descriptor))
        return -1;
    return REAL(write, ssize_t, int, const void *, size_t)(descriptor, bytes, length);
}

ssize_t pwrite64(int descriptor, const void *bytes, size_t length, off64_t offset)
{
    if (gone_behind(descriptor))
        return -1;
    return REAL(pwrite64, ssize_t, int, const void *, size_t, off64_t)(descriptor, bytes, length, offset);
}

int fsync(int descriptor)
{
    return gone_behind(descriptor) ? -1 : REAL(fsync, int, int)(descriptor);
}

int fdatasync(int descriptor)
{
    return gone_behind(descriptor) ? -1 : REAL(fdatasync, int, int)(descriptor);
}

int rename(const char *from, const char *to)
{
    return gone(from) ? -1 : REAL(rename, int, const char *, const char *)(from, to);
}

int unlink(const char *path)
{
    return gone(path) ? -1 : REAL(unlink, int, const char *)(path);
}
