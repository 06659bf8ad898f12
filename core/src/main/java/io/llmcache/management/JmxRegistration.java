package io.llmcache.management;

import io.llmcache.LlmCache;
import io.llmcache.LlmCacheExtension;
import java.lang.System.Logger.Level;
import java.lang.management.ManagementFactory;
import javax.management.InstanceAlreadyExistsException;
import javax.management.InstanceNotFoundException;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.MalformedObjectNameException;
import javax.management.ObjectName;
import org.jspecify.annotations.Nullable;

/**
 * Shows a deployment's cache in the platform's MBean server as long as it lives. A second live
 * deployment of the same name has {@code instance=2} in its name, too; what an ended one left
 * behind is replaced.
 */
public final class JmxRegistration implements LlmCacheExtension {

  private static final System.Logger LOG = System.getLogger("io.llmcache");
  private static final int MOST_OF_A_NAME = 100;

  private final MBeanServer server;
  private @Nullable ObjectName name;

  /** On the platform's MBean server. */
  public JmxRegistration() {
    this(ManagementFactory.getPlatformMBeanServer());
  }

  JmxRegistration(MBeanServer server) {
    this.server = server;
  }

  /**
   * The name under which a deployment's cache is found.
   *
   * @param instance which of those of this name, from 1 on
   */
  static ObjectName nameOf(String deployment, int instance) throws MalformedObjectNameException {
    boolean plain = deployment.matches("[A-Za-z0-9._-]+");
    String quoted = plain ? deployment : ObjectName.quote(deployment);
    String more = instance == 1 ? "" : ",instance=" + instance;
    return new ObjectName("io.llmcache:type=LlmCache,deployment=" + quoted + more);
  }

  @Override
  public synchronized void started(LlmCache cache, String deployment) {
    try {
      DescribedBean bean = new DescribedBean(new Administration(cache));
      for (int instance = 1; instance <= MOST_OF_A_NAME; instance++) {
        ObjectName wanted = nameOf(deployment, instance);
        if (registered(bean, wanted)) {
          name = wanted;
          return;
        }
      }
    } catch (JMException e) {
      LOG.log(Level.WARNING, "The cache of " + deployment + " is not in JMX.", e);
    }
  }

  private boolean registered(DescribedBean bean, ObjectName wanted) throws JMException {
    try {
      server.registerMBean(bean, wanted);
      return true;
    } catch (InstanceAlreadyExistsException e) {
      if (lives(wanted)) {
        return false;
      }
      server.unregisterMBean(wanted);
      server.registerMBean(bean, wanted);
      return true;
    }
  }

  /** What a deployment left behind is to be replaced. */
  private boolean lives(ObjectName its) throws JMException {
    return !Boolean.FALSE.equals(server.getAttribute(its, "Running"));
  }

  @Override
  public synchronized void stopped(LlmCache cache) {
    ObjectName its = name;
    name = null;
    if (its == null) {
      return;
    }
    try {
      server.unregisterMBean(its);
    } catch (InstanceNotFoundException e) {
      LOG.log(Level.DEBUG, "Somebody else took it out of JMX.", e);
    } catch (JMException e) {
      LOG.log(Level.WARNING, its + " stays in JMX.", e);
    }
  }
}
