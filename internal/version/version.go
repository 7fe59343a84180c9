// Package version holds the version of w2vattn.
package version

// Version is the version of the program and of the library. Models record it, so it
// is a constant: what a build adds to it, such as a commit, would give the same
// training other bytes.
const Version = "0.1.0"

// Program is what models record as the program that trained them.
const Program = "w2vattn " + Version
