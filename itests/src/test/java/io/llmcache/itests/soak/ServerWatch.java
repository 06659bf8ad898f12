package io.llmcache.itests.soak;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.management.JMException;
import javax.management.MBeanServerConnection;
import javax.management.ObjectName;
import javax.management.openmbean.CompositeData;
import javax.management.remote.JMXConnector;
import javax.management.remote.JMXConnectorFactory;
import javax.management.remote.JMXServiceURL;

/** A server of Java, seen over JMX, and its Redis. For one thread. */
public final class ServerWatch implements AutoCloseable {

  private static final String STRING = String.class.getName();

  private final JMXConnector connector;
  private final MBeanServerConnection jmx;
  private final URI redis;

  private ServerWatch(JMXConnector connector, URI redis) throws IOException {
    this.connector = connector;
    this.jmx = connector.getMBeanServerConnection();
    this.redis = redis;
  }

  /**
   * Connects to a server.
   *
   * @param management port of a WildFly on this machine
   * @param redis where the server stores, without a password
   */
  @SuppressWarnings("BanJNDI") // the other side is the test's own server
  public static ServerWatch of(int management, URI redis) throws IOException {
    return new ServerWatch(
        JMXConnectorFactory.connect(
            new JMXServiceURL("service:jmx:remote+http://127.0.0.1:" + management)),
        redis);
  }

  /** What it holds now, after a garbage collection. */
  public Held held() {
    collect();
    long pid = number("java.lang:type=Runtime", "Pid");
    CompositeData heap = (CompositeData) attribute("java.lang:type=Memory", "HeapMemoryUsage");
    CompositeData metaspace =
        (CompositeData) attribute("java.lang:type=MemoryPool,name=Metaspace", "Usage");
    List<String> files = files(pid);
    return new Held(
        (long) heap.get("used"),
        (long) metaspace.get("used"),
        number("java.nio:type=BufferPool,name=direct", "Count"),
        number("java.nio:type=BufferPool,name=direct", "MemoryUsed"),
        threads(),
        files.size(),
        files.stream().filter(file -> file.startsWith("socket:")).count(),
        redisConnections());
  }

  /** Collects garbage until no more goes: what a collection frees may hold what the next frees. */
  public void collect() {
    for (int i = 0; i < 3; i++) {
      invoke("java.lang:type=Memory", "gc");
    }
  }

  /** The names of all threads. */
  public List<String> threads() {
    long[] ids = (long[]) attribute("java.lang:type=Threading", "AllThreadIds");
    CompositeData[] infos =
        (CompositeData[])
            invoke("java.lang:type=Threading", "getThreadInfo", new Object[] {ids}, "[J");
    return Arrays.stream(infos)
        .filter(info -> info != null)
        .map(info -> (String) info.get("threadName"))
        .sorted()
        .toList();
  }

  /** The names of all MBeans. */
  public Set<String> mbeans() {
    try {
      return jmx.queryNames(null, null).stream()
          .map(ObjectName::getCanonicalName)
          .collect(Collectors.toCollection(TreeSet::new));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** How many class loaders of a deployment are there, collected or not. */
  public long loadersOf(String deployment) {
    String all =
        (String)
            invoke(
                "com.sun.management:type=DiagnosticCommand",
                "vmClassloaders",
                // else those of one name are one line
                new Object[] {new String[] {"fold=false"}},
                String[].class.getName());
    String name = "\"deployment." + deployment + "\"";
    return all.lines().filter(line -> line.contains(name)).count();
  }

  /** Invalidates a model's answers, as an administrator does. */
  public void invalidateModel(String deployment, String model) {
    invoke(
        "io.llmcache:type=LlmCache,deployment=" + deployment,
        "invalidate",
        new Object[] {"model", model},
        STRING,
        STRING);
  }

  /** Clients of Redis but for this one. */
  public long redisConnections() {
    try (Socket socket = new Socket(redis.getHost(), redis.getPort())) {
      socket.getOutputStream().write("CLIENT LIST\r\n".getBytes(StandardCharsets.US_ASCII));
      BufferedReader in =
          new BufferedReader(
              new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII));
      int left = Integer.parseInt(in.readLine().substring(1));
      long clients = -1;
      while (left > 0) {
        String line = in.readLine();
        left -= line.length() + 1;
        clients += line.isEmpty() ? 0 : 1;
      }
      return clients;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() throws IOException {
    connector.close();
  }

  /** What the process has open; nothing where the system has no {@code /proc}. */
  private static List<String> files(long pid) {
    Path folder = Path.of("/proc/" + pid + "/fd");
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> open = Files.list(folder)) {
      return open.map(ServerWatch::target).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String target(Path link) {
    try {
      return Files.readSymbolicLink(link).toString();
    } catch (IOException e) {
      return "closed meanwhile";
    }
  }

  private long number(String name, String attribute) {
    return ((Number) attribute(name, attribute)).longValue();
  }

  private Object attribute(String name, String attribute) {
    try {
      return jmx.getAttribute(new ObjectName(name), attribute);
    } catch (JMException e) {
      throw new IllegalStateException(name + " " + attribute, e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Object invoke(String name, String operation) {
    return invoke(name, operation, new Object[0]);
  }

  private Object invoke(String name, String operation, Object[] arguments, String... types) {
    try {
      return jmx.invoke(new ObjectName(name), operation, arguments, types);
    } catch (JMException e) {
      throw new IllegalStateException(name + " " + operation, e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
