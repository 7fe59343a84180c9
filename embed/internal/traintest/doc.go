// Package traintest has, for tests, what every trainer must do: the same bytes for any
// number of workers and every kernel, checkpoints, cancellation and progress. A test of a
// trainer calls Check, with a Case; the other functions help tests of one trainer.
package traintest
