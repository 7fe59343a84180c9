// Package pipeline reads ahead and works in parallel. When Close returns, all goroutines
// of a Pipeline or an Ahead have ended.
//
// A call of an io.Reader's Read cannot be interrupted. Close waits for the call that is in
// progress and starts no other.
package pipeline
