package io.llmcache.platform;

import io.llmcache.LlmCache;
import io.llmcache.LlmCaches;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.function.Supplier;

/** A class loader as a server gives one to each deployment, for tests. */
public final class Deployment implements AutoCloseable {

  private final URLClassLoader loader;

  /**
   * @param folder what is in its archive
   */
  public Deployment(Path folder) {
    try {
      loader =
          new URLClassLoader(new URL[] {folder.toUri().toURL()}, Deployment.class.getClassLoader());
    } catch (MalformedURLException e) {
      throw new UncheckedIOException(e);
    }
  }

  public ClassLoader loader() {
    return loader;
  }

  public LlmCache start() {
    return LlmCaches.start(loader);
  }

  /** Works as the server does for the deployment. */
  public <T> T as(Supplier<T> work) {
    Thread thread = Thread.currentThread();
    ClassLoader before = thread.getContextClassLoader();
    thread.setContextClassLoader(loader);
    try {
      return work.get();
    } finally {
      thread.setContextClassLoader(before);
    }
  }

  @Override
  public void close() {
    LlmCaches.stop(loader);
    try {
      loader.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
