package io.llmcache.benchmarks.web;

import java.io.File;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/** Parts of this program's own class path, for applications and class loaders. */
final class Jars {

  private static final List<Path> ALL =
      Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
          .map(Path::of)
          .toList();

  /** What an application that depends on {@code llmcache-wildfly} has in {@code WEB-INF/lib}. */
  private static final Pattern DISTRIBUTION =
      Pattern.compile(
          "(llmcache-(core|filter|interceptor|platform|infinispan-l1|redis-l2|wildfly)-[0-9]"
              + "|jackson-core-|jspecify-|error_prone_annotations-).*");

  private static final Pattern JEDIS =
      Pattern.compile("(jedis-|commons-pool2-|gson-|json-[0-9]|redis-authx-core-).*");

  private static final Pattern EMBEDDING = Pattern.compile("llmcache-embedding-[0-9].*");
  private static final Pattern JERSEY =
      Pattern.compile("(jersey-|hk2-|aopalliance|osgi-resource|javassist).*");
  private static final Pattern RESTEASY = Pattern.compile("(resteasy-|jboss-logging-).*");

  private Jars() {}

  static List<Path> distribution() {
    return named(name -> matches(DISTRIBUTION, name) || matches(JEDIS, name));
  }

  static List<Path> jedis() {
    return named(name -> matches(JEDIS, name));
  }

  static List<Path> embedding() {
    return named(name -> matches(EMBEDDING, name));
  }

  /** All that is no other JAX-RS client's, with the cache or without. */
  static List<Path> resteasy(boolean cached) {
    return named(name -> !matches(JERSEY, name) && ofClient(name, cached));
  }

  static List<Path> jersey(boolean cached) {
    return named(name -> !matches(RESTEASY, name) && ofClient(name, cached));
  }

  private static boolean ofClient(String name, boolean cached) {
    return !name.startsWith("llmcache-") || (cached && matches(DISTRIBUTION, name));
  }

  private static List<Path> named(Predicate<String> wanted) {
    return ALL.stream().filter(path -> wanted.test(path.getFileName().toString())).toList();
  }

  private static boolean matches(Pattern pattern, String name) {
    return pattern.matcher(name).matches();
  }
}
