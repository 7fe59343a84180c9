// Package engine runs pipelines on the runner that the flags of Beam name: Prism
// in this process, or Flink, Spark, Dataflow or any other by its job service.
//
// Pipelines and the workers that carry them out are programs of their own and
// may have been built at different times. Whatever a pipeline sends to a worker
// embeds a Build, by which the worker knows whether they fit.
package engine
