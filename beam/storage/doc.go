// Package storage reads and writes files on the file systems that Beam supports:
// local and shared folders, gs:// and s3://. Files appear whole or not at all.
//
// Models must be local files, because they are mapped: Fetch copies a remote one to the
// temporary folder, and Put writes a local file and copies it. All functions are safe for
// concurrent use. Errors name the path.
package storage
