package main

import "syscall"

// mountSmall mounts a file system of 128 KiB on dir, for which root's rights are needed.
func mountSmall(dir string) error { return syscall.Mount("tmpfs", dir, "tmpfs", 0, "size=128k") }

func unmount(dir string) { syscall.Unmount(dir, 0) }

func makeFIFO(path string) error { return syscall.Mkfifo(path, 0o600) }
