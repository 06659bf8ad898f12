package io.llmcache.platform;

/** Says whether an optional interface can be used from here. */
public final class Present {

  private Present() {}

  /**
   * Whether this class can be loaded where the module's own classes are. Loads, and does not
   * initialise it.
   */
  public static boolean has(String className) {
    try {
      Class.forName(className, false, Present.class.getClassLoader());
      return true;
    } catch (ClassNotFoundException | LinkageError e) {
      return false;
    }
  }
}
