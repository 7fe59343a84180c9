// Package pipeline reads ahead and works in parallel. When Close returns, all goroutines
// of a Pipeline or an Ahead have ended.
//
// A [Pipeline] has one goroutine that produces items, several that process them, and the
// caller, who receives them in order:
//
//	produce ──work──► workers
//	   └─────order──────────────► Next
//
// Each item goes into both channels. Next takes the next item from order and waits until its
// worker has finished it.
//
// A call of an io.Reader's Read cannot be interrupted. Close waits for the call that is in
// progress and starts no other.
package pipeline
