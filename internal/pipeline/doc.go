// Package pipeline reads ahead and works in parallel, and ends what it started:
// when Close returns, no goroutine of a Pipeline or Ahead is left.
//
// A Read of somebody else's reader cannot be interrupted. Close waits for the one
// that is in flight and begins no other.
package pipeline
