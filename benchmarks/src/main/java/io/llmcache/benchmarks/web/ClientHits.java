package io.llmcache.benchmarks.web;

import io.llmcache.benchmarks.Figure;
import io.llmcache.benchmarks.Figure.Wanted;
import io.llmcache.benchmarks.Rounds;
import java.io.IOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.IntToDoubleFunction;

/**
 * Stored answers in a JAX-RS client beside a filter that aborts with constant bytes. Each client
 * library is loaded twice, with the cache on its class path and without.
 */
final class ClientHits implements Part {

  private static final int CALLS = 10_000;
  private static final Rounds ROUNDS = new Rounds(15, 9);
  private static final String CALLS_OF = "io.llmcache.benchmarks.web.client.";

  @Override
  public List<Figure> measure(Stage stage) throws Exception {
    return List.of(
        figure(stage, "RESTEasy", Jars.resteasy(true), Jars.resteasy(false)),
        figure(stage, "Jersey", Jars.jersey(true), Jars.jersey(false)));
  }

  private static Figure figure(Stage stage, String name, List<Path> cached, List<Path> without)
      throws Exception {
    String target = stage.provider.uri() + Chat.PATH;
    try (Library ours = new Library(cached);
        Library floor = new Library(without)) {
      IntToDoubleFunction hits = ours.calls("CachedCalls", target);
      int before = stage.provider.calls();
      IntToDoubleFunction aborted = floor.calls("AbortedCalls", target);
      Figure figure =
          ROUNDS.figure(
              "JAX-RS client hit, " + name + ", p50",
              "us",
              () -> ours.run(hits),
              "filter that aborts with constant bytes",
              () -> floor.run(aborted),
              Wanted.atMost(2));
      if (stage.provider.calls() != before) {
        throw new IOException("not all were hits");
      }
      return figure;
    }
  }

  /** One class path, as if it were the only one. */
  private static final class Library implements AutoCloseable {

    private final URLClassLoader loader;
    private final List<AutoCloseable> open = new ArrayList<>();

    Library(List<Path> jars) throws MalformedURLException {
      List<URL> urls = new ArrayList<>();
      for (Path jar : jars) {
        urls.add(jar.toUri().toURL());
      }
      loader = new URLClassLoader(urls.toArray(URL[]::new), ClassLoader.getPlatformClassLoader());
    }

    IntToDoubleFunction calls(String type, String target) throws Exception {
      return within(
          () -> {
            Object calls =
                loader.loadClass(CALLS_OF + type).getConstructor(String.class).newInstance(target);
            open.add((AutoCloseable) calls);
            return (IntToDoubleFunction) calls;
          });
    }

    double run(IntToDoubleFunction calls) throws Exception {
      return within(() -> calls.applyAsDouble(CALLS));
    }

    private <T> T within(Callable<T> action) throws Exception {
      ClassLoader before = Thread.currentThread().getContextClassLoader();
      Thread.currentThread().setContextClassLoader(loader);
      try {
        return action.call();
      } finally {
        Thread.currentThread().setContextClassLoader(before);
      }
    }

    @Override
    public void close() throws Exception {
      for (AutoCloseable each : open) {
        within(
            () -> {
              each.close();
              return each;
            });
      }
      loader.close();
    }
  }
}
