package io.llmcache.benchmarks.web;

import io.llmcache.benchmarks.Figure;
import io.llmcache.benchmarks.Options;
import io.llmcache.benchmarks.Suite;
import java.util.ArrayList;
import java.util.List;

/** All over HTTP, on one WildFly. */
public final class WebSuite implements Suite {

  private static final List<Part> PARTS =
      List.of(
          new GatewayHits(),
          new GatewayMisses(),
          new ClientHits(),
          new IdenticalCalls(),
          new Workload());

  @Override
  public String name() {
    return "web";
  }

  @Override
  public List<Figure> measure(Options options) throws Exception {
    List<Figure> figures = new ArrayList<>();
    try (Stage stage = Stage.set(options)) {
      for (Part part : PARTS) {
        figures.addAll(part.measure(stage));
      }
    }
    return figures;
  }
}
