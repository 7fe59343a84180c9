// Package sampling contains the random draws of trainers that read a corpus token by token:
// subsampling, and negative samples by an alias table. Every draw is a hash of its purpose,
// epoch and position, so draws can be made in any order.
package sampling
