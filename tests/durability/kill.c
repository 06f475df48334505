/* SPDX-License-Identifier: EUPL-1.2
 *
 * Comes between a program and the C library and kills the program just before the n-th call that
 * changes a vault folder (a path that holds ".tdt"): writes, flushes, cuts, renames, removals, new
 * folders. Armed through ctypes; with `at` 0 the calls are only counted.
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/types.h>
#include <unistd.h>

static int armed, deadly, calls;

void tdt_arm(int at)
{
    armed = 1;
    deadly = at;
    calls = 0;
}

int tdt_calls(void)
{
    return calls;
}

static void count(int ours)
{
    if (armed && ours && ++calls == deadly)
        kill(getpid(), SIGKILL);
}

static void count_path(const char *path)
{
    count(strstr(path, ".tdt") != NULL);
}

static void count_file(int descriptor)
{
    char link[64], path[4096];
    if (!armed)
        return;
    snprintf(link, sizeof link, "/proc/self/fd/%d", descriptor);
    ssize_t length = readlink(link, path, sizeof path - 1);
    if (length <= 0)
        return;
    path[length] = 0;
    count_path(path);
}

#define REAL(name, type, ...) ((type(*)(__VA_ARGS__))dlsym(RTLD_NEXT, #name))

ssize_t pwrite64(int descriptor, const void *bytes, size_t length, off64_t offset)
{
    count_file(descriptor);
    return REAL(pwrite64, ssize_t, int, const void *, size_t, off64_t)(descriptor, bytes, length, offset);
}

ssize_t write(int descriptor, const void *bytes, size_t length)
{
    count_file(descriptor);
    return REAL(write, ssize_t, int, const void *, size_t)(descriptor, bytes, length);
}

int fsync(int descriptor)
{
    count_file(descriptor);
    return REAL(fsync, int, int)(descriptor);
}

int fdatasync(int descriptor)
{
    count_file(descriptor);
    return REAL(fdatasync, int, int)(descriptor);
}

int ftruncate64(int descriptor, off64_t size)
{
    count_file(descriptor);
    return REAL(ftruncate64, int, int, off64_t)(descriptor, size);
}

int rename(const char *from, const char *to)
{
    count_path(to);
    return REAL(rename, int, const char *, const char *)(from, to);
}

int unlink(const char *path)
{
    count_path(path);
    return REAL(unlink, int, const char *)(path);
}

int rmdir(const char *path)
{
    count_path(path);
    return REAL(rmdir, int, const char *)(path);
}

int mkdir(const char *path, mode_t mode)
{
    count_path(path);
    return REAL(mkdir, int, const char *, mode_t)(path, mode);
}
