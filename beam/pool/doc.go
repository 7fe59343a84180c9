// Package pool serves a runner with workers on the machine that it runs on, as
// Beam's environment EXTERNAL asks for them. Each worker is a process of its
// own: one that dies, of whatever, takes no other with it, and the runner asks
// for the next.
//
// A worker ends when its runner lets go of it, when the runner dies, and when the
// pool dies: its standard input is a pipe from the pool, which the system closes
// however the pool ends. Beam's own pool for Go runs all workers in one process
// and takes no two of a name; but two task managers of Flink number theirs alike.
package pool
