package io.llmcache.benchmarks;

import java.util.List;

/** Some figures that are measured together, with all that they need started and stopped here. */
public interface Suite {

  /** What {@code --only} calls it: lower case, without blanks. */
  String name();

  /**
   * Blocks until all is measured. Ours and the rival's are measured in turn ({@link Rounds}), never
   * one after the other.
   *
   * @throws Exception if something could not be run; a figure that is merely bad is no failure
   */
  List<Figure> measure(Options options) throws Exception;
}
