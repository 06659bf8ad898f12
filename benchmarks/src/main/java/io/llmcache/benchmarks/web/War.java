package io.llmcache.benchmarks.web;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** An application for WildFly, put together here. */
final class War {

  private final String name;
  private final Map<String, byte[]> entries = new LinkedHashMap<>();
  private final Map<String, String> parameters = new TreeMap<>();

  /**
   * @param name also its context path
   */
  War(String name) {
    this.name = name;
  }

  War parameter(String key, String value) {
    parameters.put(key, value);
    return this;
  }

  War file(String path, byte[] content) {
    entries.put(path, content);
    return this;
  }

  War libraries(List<Path> jars) throws IOException {
    for (Path jar : jars) {
      file("WEB-INF/lib/" + jar.getFileName(), Files.readAllBytes(jar));
    }
    return this;
  }

  /** Adds classes of the package {@code floor}, which need not be loadable here. */
  War floor(String... names) throws IOException {
    for (String name : names) {
      String path = "io/llmcache/benchmarks/web/floor/" + name + ".class";
      try (InputStream in = War.class.getResourceAsStream("/" + path)) {
        if (in == null) {
          throw new IOException("no such class: " + path);
        }
        file("WEB-INF/classes/" + path, in.readAllBytes());
      }
    }
    return this;
  }

  /** Writes it into a folder; returns its name there. */
  String into(Path folder) throws IOException {
    file("WEB-INF/web.xml", descriptor().getBytes(UTF_8));
    Path war = folder.resolve(name + ".war");
    try (OutputStream out = Files.newOutputStream(war);
        ZipOutputStream zip = new ZipOutputStream(out)) {
      zip.setLevel(0);
      for (Map.Entry<String, byte[]> entry : entries.entrySet()) {
        zip.putNextEntry(new ZipEntry(entry.getKey()));
        zip.write(entry.getValue());
        zip.closeEntry();
      }
    }
    return name + ".war";
  }

  private String descriptor() {
    StringBuilder xml =
        new StringBuilder(
            "<web-app xmlns=\"https://jakarta.ee/xml/ns/jakartaee\" version=\"6.0\">");
    parameters.forEach(
        (key, value) ->
            xml.append("<context-param><param-name>")
                .append(key)
                .append("</param-name><param-value>")
                .append(value.replace("&", "&amp;").replace("<", "&lt;"))
                .append("</param-value></context-param>"));
    return xml.append("</web-app>").toString();
  }
}
