package io.llmcache.embedding;

import java.io.File;
import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import java.lang.reflect.InvocationTargetException;
import java.net.URL;
import java.net.URLClassLoader;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * A program that deploys the embedder several times, one after the other, each time with a class
 * loader of its own. Prints what happens, for {@link RedeployTest}.
 */
final class Redeployments {

  private static final int COLLECTIONS = 50;
  private static final int COLLECTION_MILLIS = 200;

  private Redeployments() {}

  /** Arguments: the class path of a deployment, and how many there are. */
  public static void main(String[] args) throws Exception {
    ReferenceQueue<ClassLoader> collected = new ReferenceQueue<>();
    List<WeakReference<ClassLoader>> loaders = new ArrayList<>();
    for (int i = 0; i < Integer.parseInt(args[1]); i++) {
      loaders.add(deployAndUndeploy(args[0], collected));
    }
    int left = loaders.size();
    for (int i = 0; i < COLLECTIONS && left > 0; i++) {
      System.gc();
      left -= collected.remove(COLLECTION_MILLIS) == null ? 0 : 1;
    }
    System.out.println("class loaders left: " + left);
  }

  private static WeakReference<ClassLoader> deployAndUndeploy(
      String classPath, ReferenceQueue<ClassLoader> collected) throws Exception {
    ClassLoader before = Thread.currentThread().getContextClassLoader();
    ClassLoader platform = ClassLoader.getPlatformClassLoader();
    try (URLClassLoader loader = new URLClassLoader(urls(classPath), platform)) {
      Thread.currentThread().setContextClassLoader(loader);
      embedOnce(loader);
      return new WeakReference<>(loader, collected);
    } finally {
      Thread.currentThread().setContextClassLoader(before);
    }
  }

  private static void embedOnce(ClassLoader loader) throws Exception {
    Class<?> type = loader.loadClass("io.llmcache.spi.EmbedderFactory");
    Object factory =
        loader
            .loadClass("io.llmcache.embedding.OnnxEmbedderFactory")
            .getDeclaredConstructor()
            .newInstance();
    Object embedder = create(type, factory, settings(loader));
    if (embedder == null) {
      System.out.println("no embedder");
      return;
    }
    Class<?> embedderType = loader.loadClass("io.llmcache.spi.Embedder");
    Object vector = embedderType.getMethod("embed", String.class).invoke(embedder, "boil an egg");
    System.out.println("numbers: " + ((float[]) vector).length);
    embedderType.getMethod("close").invoke(embedder);
  }

  private static Object create(Class<?> type, Object factory, Object settings) throws Exception {
    Consumer<String> warn = warning -> System.out.println("warning: " + warning);
    try {
      return type.getMethod("create", settings.getClass(), Consumer.class)
          .invoke(factory, settings, warn);
    } catch (InvocationTargetException e) {
      System.out.println("refused: " + e.getCause().getMessage());
      return null;
    }
  }

  private static Object settings(ClassLoader loader) throws Exception {
    Object properties =
        loader
            .loadClass("io.llmcache.settings.SettingsSource")
            .getMethod("systemProperties")
            .invoke(null);
    Consumer<String> warn = warning -> {};
    return loader
        .loadClass("io.llmcache.settings.SettingsReader")
        .getMethod("read", List.class, Consumer.class)
        .invoke(null, List.of(properties), warn);
  }

  private static URL[] urls(String classPath) throws Exception {
    List<URL> urls = new ArrayList<>();
    for (String path : classPath.split(File.pathSeparator)) {
      urls.add(new File(path).toURI().toURL());
    }
    return urls.toArray(URL[]::new);
  }
}
