package io.llmcache.benchmarks.web;

import io.llmcache.benchmarks.Figure;
import java.util.List;

/** Some figures that need the stage and nothing else. */
interface Part {

  List<Figure> measure(Stage stage) throws Exception;
}
