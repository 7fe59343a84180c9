// Package engine runs pipelines on the runner that the flags of Beam select: Prism in this
// process, or Flink, Spark, Dataflow or any other through its job service.
//
// Pipelines and their workers are different processes, which may have been built at
// different times. Everything that a pipeline sends to a worker embeds a Build, with
// which the worker checks that they are of the same version.
package engine
