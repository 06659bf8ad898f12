package io.llmcache.embedding;

import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtLoggingLevel;
import java.io.File;
import java.lang.reflect.Field;
import java.nio.file.Path;
import java.util.Map;

/**
 * The native library, of which each class loader has a copy of its own. What it leaves behind is
 * taken away with the last user: the extracted files, and the hook at the end of the JVM that would
 * keep the deployment's classes in memory.
 */
final class NativeRuntime {

  private static int users;

  private NativeRuntime() {}

  /**
   * Loads the library if it is not there. Blocks for about half a second. Each call is followed by
   * one of {@link #release}.
   *
   * @throws LinkageError if it does not load here
   */
  static synchronized OrtEnvironment acquire() {
    OrtEnvironment environment =
        OrtEnvironment.getEnvironment(OrtLoggingLevel.ORT_LOGGING_LEVEL_ERROR);
    if (users++ == 0) {
      deleteExtractedFiles();
    }
    return environment;
  }

  /** The library stays usable for who comes later. */
  static synchronized void release() {
    if (--users == 0) {
      deleteExtractedFiles();
      removeShutdownHook();
    }
  }

  /** Where files in use can be deleted, the library needs them no more. Elsewhere they stay. */
  private static void deleteExtractedFiles() {
    try {
      Field folder = field(Class.forName("ai.onnxruntime.OnnxRuntime"), "tempDirectory");
      if (folder.get(null) instanceof Path path) {
        File[] files = path.toFile().listFiles();
        for (File file : files == null ? new File[0] : files) {
          file.delete();
        }
        path.toFile().delete();
      }
    } catch (ReflectiveOperationException | RuntimeException e) {
      // The JVM deletes them when it ends.
    }
  }

  /** Works where the JVM runs with --add-opens=java.base/java.lang=ALL-UNNAMED, as WildFly does. */
  private static void removeShutdownHook() {
    try {
      Object hooks = field(Class.forName("java.lang.ApplicationShutdownHooks"), "hooks").get(null);
      Field target = field(Thread.class, "target");
      ClassLoader ours = OrtEnvironment.class.getClassLoader();
      for (Object hook : ((Map<?, ?>) hooks).keySet().toArray()) {
        Object runs = target.get(hook);
        if (runs != null
            && runs.getClass().getName().startsWith("ai.onnxruntime.")
            && runs.getClass().getClassLoader() == ours) {
          Runtime.getRuntime().removeShutdownHook((Thread) hook);
        }
      }
    } catch (ReflectiveOperationException | RuntimeException e) {
      // The class loader stays until the JVM ends.
    }
  }

  private static Field field(Class<?> owner, String name) throws NoSuchFieldException {
    Field field = owner.getDeclaredField(name);
    field.setAccessible(true);
    return field;
  }
}
