// Package pool provides a runner with workers on this machine, for Beam's environment
// EXTERNAL. Each worker is a process: if one crashes, the others continue, and the runner
// requests another one.
//
// A worker ends when its runner closes the connection, when the runner dies, and when the
// pool dies: its standard input is a pipe from the pool, which the system closes however
// the pool ends. Beam's own pool for Go runs all workers in one process and refuses two
// workers of the same name, but two task managers of Flink use the same names.
package pool
