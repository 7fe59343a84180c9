// Package deps states which package of this module may import what, and its
// test checks it.
package deps
