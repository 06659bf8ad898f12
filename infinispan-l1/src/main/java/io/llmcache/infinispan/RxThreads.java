package io.llmcache.infinispan;

import io.reactivex.rxjava3.schedulers.Schedulers;

/**
 * The threads of RxJava, which Infinispan uses. RxJava keeps them in static fields and never ends
 * them: in a WAR that has Infinispan in WEB-INF/lib they would hold the classes of an application
 * that is gone. Those of the server, or of a JVM that runs one application, are left alone.
 */
final class RxThreads {

  private static int users;
  private static boolean ended;

  private RxThreads() {}

  /** Before a cache manager of the deployment's own starts. */
  static synchronized void begin() {
    users++;
    if (ended) {
      ended = false;
      Schedulers.start();
    }
  }

  /** After it has stopped; the last one ends them. */
  static synchronized void end() {
    users--;
    if (users == 0 && areOfDeployment()) {
      Schedulers.shutdown();
      ended = true;
    }
  }

  private static boolean areOfDeployment() {
    try {
      ClassLoader loader = Schedulers.class.getClassLoader();
      return loader == Thread.currentThread().getContextClassLoader()
          && loader != ClassLoader.getSystemClassLoader();
    } catch (LinkageError e) {
      // the server's Infinispan does not show its RxJava
      return false;
    }
  }
}
