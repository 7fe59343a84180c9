// Package storage reads and writes files on the file systems that Beam has:
// local and shared folders, gs:// and s3://. Models are mapped, and so fetched to
// the local disk first where they are not on it. Files appear whole or not at
// all.
package storage
