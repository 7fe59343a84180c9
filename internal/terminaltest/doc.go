// Package terminaltest opens pseudo-terminals, on Linux, for tests of what a program does
// on a terminal.
package terminaltest
