package io.llmcache.itests.tomcat;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.apache.catalina.Context;
import org.apache.catalina.LifecycleException;
import org.apache.catalina.connector.Connector;
import org.apache.catalina.startup.Tomcat;

/**
 * Runs one WAR, at the path of its name, until its input ends. {@code undeploy} on a line takes the
 * WAR away, {@code threads} lists the threads that are the cache's.
 */
public final class TomcatMain {

  private TomcatMain() {}

  /**
   * @param arguments the WAR, and a folder for the server's own files; the port is written once it
   *     is up
   */
  public static void main(String[] arguments) throws IOException, LifecycleException {
    File war = new File(arguments[0]);
    Tomcat tomcat = new Tomcat();
    tomcat.setBaseDir(arguments[1]);
    new File(arguments[1], "webapps").mkdirs();
    Connector connector = new Connector();
    connector.setProperty("address", "127.0.0.1");
    connector.setPort(0);
    tomcat.setConnector(connector);
    Context context =
        tomcat.addWebapp("/" + war.getName().replace(".war", ""), war.getAbsolutePath());
    tomcat.start();
    System.out.println("port " + connector.getLocalPort());
    obey(context);
    tomcat.stop();
    tomcat.destroy();
  }

  private static void obey(Context context) throws IOException, LifecycleException {
    BufferedReader input =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    for (String line = input.readLine(); line != null; line = input.readLine()) {
      if (line.equals("undeploy")) {
        context.stop();
        context.destroy();
      }
      System.out.println(line + ": " + cacheThreads());
    }
  }

  private static List<String> cacheThreads() {
    return Thread.getAllStackTraces().keySet().stream()
        .map(Thread::getName)
        .filter(name -> name.startsWith("llmcache"))
        .sorted()
        .toList();
  }
}
