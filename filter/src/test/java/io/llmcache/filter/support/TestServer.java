package io.llmcache.filter.support;

import io.llmcache.testing.TemporaryFolders;
import jakarta.servlet.ServletContainerInitializer;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;

/** A servlet container on a free port with one application at {@link #CONTEXT}. */
public final class TestServer implements AutoCloseable {

  /** The application's context path. */
  public static final String CONTEXT = "/app";

  /** Which container. */
  public enum Kind {
    UNDERTOW,
    TOMCAT,
    JETTY
  }

  private final int port;
  private final Stop stop;

  private TestServer(int port, Stop stop) {
    this.port = port;
    this.stop = stop;
  }

  /** Starts an application that consists of what the initializer registers. */
  public static TestServer start(Kind kind, ServletContainerInitializer application) {
    return start(kind, Map.of(), application);
  }

  /** The same with context parameters. */
  public static TestServer start(
      Kind kind, Map<String, String> parameters, ServletContainerInitializer application) {
    return start(kind, parameters, false, application);
  }

  /**
   * The same with a log-in by name and password (BASIC). There are the users {@code chief} in the
   * role {@code cache-admin} and {@code guest} in the role {@code visitor}; the password of each is
   * the name and {@code -secret}.
   */
  public static TestServer startWithUsers(
      Kind kind, Map<String, String> parameters, ServletContainerInitializer application) {
    return start(kind, parameters, true, application);
  }

  /** Undertow with buffers that are watched. */
  public static TestServer start(WatchedBuffers buffers, ServletContainerInitializer application) {
    try {
      return undertow(Map.of(), false, buffers, application);
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  private static final Map<String, String> ROLES =
      Map.of("chief", "cache-admin", "guest", "visitor");

  private static TestServer start(
      Kind kind,
      Map<String, String> parameters,
      boolean users,
      ServletContainerInitializer application) {
    try {
      return switch (kind) {
        case UNDERTOW -> undertow(parameters, users, null, application);
        case TOMCAT -> tomcat(parameters, users, application);
        case JETTY -> jetty(parameters, users, application);
      };
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  public int port() {
    return port;
  }

  /** {@code http://127.0.0.1:PORT/app} and the path. */
  public URI uri(String path) {
    return URI.create("http://127.0.0.1:" + port + CONTEXT + path);
  }

  @Override
  public void close() {
    try {
      stop.run();
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  private static TestServer undertow(
      Map<String, String> parameters,
      boolean users,
      io.undertow.connector.ByteBufferPool buffers,
      ServletContainerInitializer application)
      throws Exception {
    var deployment =
        io.undertow.servlet.Servlets.deployment()
            .setClassLoader(TestServer.class.getClassLoader())
            .setContextPath(CONTEXT)
            .setDeploymentName("test")
            .addServletContainerInitializer(
                new io.undertow.servlet.api.ServletContainerInitializerInfo(
                    application.getClass(),
                    new io.undertow.servlet.util.ImmediateInstanceFactory<>(application),
                    Set.of()));
    parameters.forEach(deployment::addInitParameter);
    if (users) {
      deployment.setLoginConfig(new io.undertow.servlet.api.LoginConfig("BASIC", "test"));
      deployment.setIdentityManager(new UndertowUsers());
    }
    var manager = io.undertow.servlet.Servlets.newContainer().addDeployment(deployment);
    manager.deploy();
    var paths = io.undertow.Handlers.path().addPrefixPath(CONTEXT, manager.start());
    var server =
        io.undertow.Undertow.builder()
            .addHttpListener(0, "127.0.0.1", paths)
            .setServerOption(io.undertow.UndertowOptions.MAX_ENTITY_SIZE, 0L)
            .setWorkerThreads(8)
            .setIoThreads(2)
            .setByteBufferPool(buffers)
            .build();
    server.start();
    int port = ((InetSocketAddress) server.getListenerInfo().get(0).getAddress()).getPort();
    return new TestServer(
        port,
        () -> {
          manager.stop();
          manager.undeploy();
          server.stop();
        });
  }

  private static TestServer tomcat(
      Map<String, String> parameters, boolean users, ServletContainerInitializer application)
      throws Exception {
    var tomcat = new org.apache.catalina.startup.Tomcat();
    Path folder = TemporaryFolders.make("tomcat");
    tomcat.setBaseDir(folder.toString());
    tomcat.setPort(0);
    tomcat.setHostname("127.0.0.1");
    tomcat.getConnector().setProperty("address", "127.0.0.1");
    tomcat.getConnector().setProperty("maxThreads", "8");
    tomcat.getConnector().setProperty("maxSwallowSize", "-1");
    tomcat.getConnector().setEncodedSolidusHandling("passthrough");
    var context = (org.apache.catalina.core.StandardContext) tomcat.addContext(CONTEXT, null);
    context.setFailCtxIfServletStartFails(true);
    parameters.forEach(context::addParameter);
    if (users) {
      ROLES.forEach(
          (user, role) -> {
            tomcat.addUser(user, user + "-secret");
            tomcat.addRole(user, role);
          });
      context.setLoginConfig(
          new org.apache.tomcat.util.descriptor.web.LoginConfig("BASIC", "test", null, null));
      context.getPipeline().addValve(new org.apache.catalina.authenticator.BasicAuthenticator());
    }
    context.addServletContainerInitializer(application, Set.of());
    tomcat.start();
    if (!context.getState().isAvailable()) {
      tomcat.stop();
      throw new IllegalStateException("the application did not start");
    }
    return new TestServer(
        tomcat.getConnector().getLocalPort(),
        () -> {
          tomcat.stop();
          tomcat.destroy();
          TemporaryFolders.delete(folder);
        });
  }

  private static TestServer jetty(
      Map<String, String> parameters, boolean users, ServletContainerInitializer application)
      throws Exception {
    var threads = new org.eclipse.jetty.util.thread.QueuedThreadPool(12, 4);
    var server = new org.eclipse.jetty.server.Server(threads);
    var connector = new org.eclipse.jetty.server.ServerConnector(server, 1, 1);
    connector
        .getConnectionFactory(org.eclipse.jetty.server.HttpConnectionFactory.class)
        .getHttpConfiguration()
        .setUriCompliance(org.eclipse.jetty.http.UriCompliance.UNSAFE);
    connector.setHost("127.0.0.1");
    server.addConnector(connector);
    var context = new org.eclipse.jetty.ee10.servlet.ServletContextHandler(CONTEXT);
    context.getServletHandler().setDecodeAmbiguousURIs(true);
    parameters.forEach(context::setInitParameter);
    if (users) {
      context.setSecurityHandler(jettyUsers());
    }
    context.addServletContainerInitializer(application);
    server.setHandler(context);
    server.start();
    return new TestServer(connector.getLocalPort(), server::stop);
  }

  private static org.eclipse.jetty.ee10.servlet.security.ConstraintSecurityHandler jettyUsers() {
    var store = new org.eclipse.jetty.security.UserStore();
    ROLES.forEach(
        (user, role) ->
            store.addUser(
                user,
                org.eclipse.jetty.util.security.Credential.getCredential(user + "-secret"),
                new String[] {role}));
    var login = new org.eclipse.jetty.security.HashLoginService("test");
    login.setUserStore(store);
    var security = new org.eclipse.jetty.ee10.servlet.security.ConstraintSecurityHandler();
    security.setAuthenticator(new org.eclipse.jetty.security.authentication.BasicAuthenticator());
    security.setLoginService(login);
    return security;
  }

  private static final class UndertowUsers implements io.undertow.security.idm.IdentityManager {

    @Override
    public io.undertow.security.idm.Account verify(io.undertow.security.idm.Account account) {
      return account;
    }

    @Override
    public io.undertow.security.idm.Account verify(
        String id, io.undertow.security.idm.Credential credential) {
      String password =
          credential instanceof io.undertow.security.idm.PasswordCredential given
              ? new String(given.getPassword())
              : "";
      return ROLES.containsKey(id) && password.equals(id + "-secret") ? account(id) : null;
    }

    @Override
    public io.undertow.security.idm.Account verify(io.undertow.security.idm.Credential credential) {
      return null;
    }

    private static io.undertow.security.idm.Account account(String id) {
      return new io.undertow.security.idm.Account() {
        @Override
        public java.security.Principal getPrincipal() {
          return () -> id;
        }

        @Override
        public Set<String> getRoles() {
          return Set.of(ROLES.get(id));
        }
      };
    }
  }

  private interface Stop {
    void run() throws Exception;
  }
}
