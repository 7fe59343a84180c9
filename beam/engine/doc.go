// Package engine runs pipelines on the runner that the flags of Beam select: Prism in this
// process, or Flink, Spark, Dataflow or any other through its job service.
//
// # How a pipeline runs
//
//	reachable   the job service answers within answerTime
//	workers     Beam's flags are set so that this program provides the workers
//	beamx.Run   the pipeline runs on the runner; counters come back
//	finished    the job was not cancelled on the runner
//	cause       the error of the function that failed, without what runners add
//
// Run changes Beam's flags while it runs, which are variables of the process: only one pipeline runs
// at a time.
//
// # Versions
//
// Pipelines and their workers are different processes, which may have been built at
// different times. Everything that a pipeline sends to a worker embeds a Build, with
// which the worker checks that they are of the same version.
package engine
