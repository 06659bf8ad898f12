package io.llmcache.itests;

import org.jboss.as.controller.client.helpers.Operations;
import org.jboss.dmr.ModelNode;

/** Users of the server, for applications whose {@code jboss-web.xml} names the domain. */
record SecurityDomain(String name) implements AutoCloseable {

  /** Adds the domain, and users who all have this password. */
  static SecurityDomain add(String name, String password, String... users) {
    SecurityDomain domain = new SecurityDomain(name);
    ModelNode realm = Operations.createAddOperation(domain.realm());
    realm.get("path").set(name);
    realm.get("relative-to").set("jboss.server.data.dir");
    Server.execute(realm);
    for (String user : users) {
      ModelNode identity = Operations.createOperation("add-identity", domain.realm());
      identity.get("identity").set(user);
      Server.execute(identity);
      ModelNode secret = Operations.createOperation("set-password", domain.realm());
      secret.get("identity").set(user);
      secret.get("clear", "password").set(password);
      Server.execute(secret);
    }
    ModelNode elytron = Operations.createAddOperation(domain.elytron());
    ModelNode usersOfRealm = new ModelNode();
    usersOfRealm.get("realm").set(name);
    elytron.get("realms").add(usersOfRealm);
    elytron.get("default-realm").set(name);
    elytron.get("permission-mapper").set("default-permission-mapper");
    Server.execute(elytron);
    ModelNode undertow = Operations.createAddOperation(domain.undertow());
    undertow.get("security-domain").set(name);
    Server.execute(undertow);
    return domain;
  }

  @Override
  public void close() {
    for (ModelNode address : new ModelNode[] {undertow(), elytron(), realm()}) {
      ModelNode removed = Operations.createRemoveOperation(address);
      removed.get("operation-headers", "allow-resource-service-restart").set(true);
      Server.execute(removed);
    }
  }

  private ModelNode realm() {
    return Operations.createAddress("subsystem", "elytron", "filesystem-realm", name);
  }

  private ModelNode elytron() {
    return Operations.createAddress("subsystem", "elytron", "security-domain", name);
  }

  private ModelNode undertow() {
    return Operations.createAddress("subsystem", "undertow", "application-security-domain", name);
  }
}
