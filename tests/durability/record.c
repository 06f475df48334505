/* SPDX-License-Identifier: EUPL-1.2
 *
 * Comes between a program and the C library and copies, into the file that TDT_RECORD names, all
 * that happens to the database, to its WAL, and to the file in which a writer says what is saved.
 *
 * One event: operation (1 byte: W write, T truncate, S sync, U unlink), file (1 byte: d database,
 * w WAL, m messages), offset or size (8 bytes), length (4 bytes), then the bytes written.
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/syscall.h>
#include <sys/types.h>
#include <sys/uio.h>
#include <unistd.h>

struct __attribute__((packed)) event {
    char operation, file;
    uint64_t offset;
    uint32_t length;
};

static int ends(const char *path, const char *end)
{
    size_t a = strlen(path), b = strlen(end);
    return a >= b && strcmp(path + a - b, end) == 0;
}

static char kind_of_path(const char *path)
{
    if (ends(path, "/data.db"))
        return 'd';
    if (ends(path, "/data.db-wal"))
        return 'w';
    if (ends(path, "/said.log"))
        return 'm';
    return 0;
}

static char kind_of(int descriptor)
{
    char link[64], path[4096];
    snprintf(link, sizeof link, "/proc/self/fd/%d", descriptor);
    ssize_t length = readlink(link, path, sizeof path - 1);
    if (length <= 0)
        return 0;
    path[length] = 0;
    return kind_of_path(path);
}

static void record(char operation, char file, uint64_t offset, const void *bytes, size_t length)
{
    static int log = -1;
    int before = errno;
    if (log < 0) {
        const char *name = getenv("TDT_RECORD");
        if (name == NULL)
            abort();
        log = syscall(SYS_openat, AT_FDCWD, name, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
    }
    struct event head = {operation, file, offset, length};
    struct iovec parts[2] = {{&head, sizeof head}, {(void *)bytes, length}};
    if (syscall(SYS_writev, log, parts, length ? 2 : 1) != (long)(sizeof head + length))
        abort();
    errno = before;
}

#define REAL(name, type, ...) ((type(*)(__VA_ARGS__))dlsym(RTLD_NEXT, #name))

ssize_t pwrite64(int descriptor, const void *bytes, size_t length, off64_t offset)
{
    ssize_t done = REAL(pwrite64, ssize_t, int, const void *, size_t, off64_t)(descriptor, bytes, length, offset);
    char file = kind_of(descriptor);
    if (file && done > 0)
        record('W', file, offset, bytes, done);
    return done;
}

ssize_t write(int descriptor, const void *bytes, size_t length)
{
    ssize_t done = REAL(write, ssize_t, int, const void *, size_t)(descriptor, bytes, length);
    char file = kind_of(descriptor);
    if (file && done > 0)
        record('W', file, lseek64(descriptor, 0, SEEK_CUR) - done, bytes, done);
    return done;
}

int ftruncate64(int descriptor, off64_t size)
{
    int done = REAL(ftruncate64, int, int, off64_t)(descriptor, size);
    char file = kind_of(descriptor);
    if (file && done == 0)
        record('T', file, size, NULL, 0);
    return done;
}

int fsync(int descriptor)
{
    int done = REAL(fsync, int, int)(descriptor);
    char file = kind_of(descriptor);
    if (file && done == 0)
        record('S', file, 0, NULL, 0);
    return done;
}

int fdatasync(int descriptor)
{
    int done = REAL(fdatasync, int, int)(descriptor);
    char file = kind_of(descriptor);
    if (file && done == 0)
        record('S', file, 0, NULL, 0);
    return done;
}

int unlink(const char *path)
{
    int done = REAL(unlink, int, const char *)(path);
    char file = kind_of_path(path);
    if (file && done == 0)
        record('U', file, 0, NULL, 0);
    return done;
}
