package io.llmcache.filter.support;

import io.llmcache.testing.TemporaryFolders;
import io.undertow.Undertow;
import io.undertow.UndertowOptions;
import io.undertow.server.HttpServerExchange;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** An upstream with TLS and HTTP/2, whose certificate nobody trusts but {@link #trust}. */
public final class SecureUpstream implements AutoCloseable {

  private static final char[] PASSWORD = "changeit".toCharArray();

  private final Undertow server;
  private final SSLContext context;
  private final List<String> protocols = new CopyOnWriteArrayList<>();

  /** What it answers. */
  public interface Handler {
    void answer(HttpServerExchange exchange) throws Exception;
  }

  public SecureUpstream(Handler handler) throws Exception {
    context = context();
    server =
        Undertow.builder()
            .addHttpsListener(0, "127.0.0.1", context)
            .setServerOption(UndertowOptions.ENABLE_HTTP2, true)
            .setHandler(
                new io.undertow.server.handlers.BlockingHandler(
                    exchange -> {
                      protocols.add(exchange.getProtocol().toString());
                      handler.answer(exchange);
                    }))
            .build();
    server.start();
  }

  /** A context that trusts its certificate. */
  public SSLContext trust() {
    return context;
  }

  /** The protocol of each request. */
  public List<String> protocols() {
    return List.copyOf(protocols);
  }

  public URI uri() {
    InetSocketAddress address = (InetSocketAddress) server.getListenerInfo().get(0).getAddress();
    return URI.create("https://localhost:" + address.getPort());
  }

  @Override
  public void close() {
    server.stop();
  }

  private static SSLContext context() throws Exception {
    Path folder = TemporaryFolders.make("tls");
    Path file = folder.resolve("keys.p12");
    Process keytool =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-keystore",
                file.toString(),
                "-storetype",
                "PKCS12",
                "-storepass",
                new String(PASSWORD),
                "-alias",
                "test",
                "-keyalg",
                "EC",
                "-dname",
                "CN=localhost",
                "-ext",
                "SAN=dns:localhost,ip:127.0.0.1",
                "-validity",
                "2")
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    if (!keytool.waitFor(60, TimeUnit.SECONDS) || keytool.exitValue() != 0) {
      throw new IllegalStateException("keytool made no key");
    }
    KeyStore store = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(file)) {
      store.load(in, PASSWORD);
    }
    TemporaryFolders.delete(folder);
    KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    keys.init(store, PASSWORD);
    TrustManagerFactory trusted =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    trusted.init(store);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(keys.getKeyManagers(), trusted.getTrustManagers(), null);
    return context;
  }
}
