package io.llmcache.management;

import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.function.Function;
import javax.management.MBeanAttributeInfo;
import javax.management.MBeanFeatureInfo;
import javax.management.MBeanInfo;
import javax.management.MBeanOperationInfo;
import javax.management.MBeanParameterInfo;
import javax.management.StandardMBean;
import org.jspecify.annotations.Nullable;

/** The bean with the words of its interface beside every attribute, operation and parameter. */
final class DescribedBean extends StandardMBean {

  DescribedBean(LlmCacheMXBean bean) {
    super(bean, LlmCacheMXBean.class, true);
  }

  @Override
  protected String getDescription(MBeanInfo info) {
    Description said = LlmCacheMXBean.class.getAnnotation(Description.class);
    return said == null ? "" : said.value();
  }

  @Override
  protected String getDescription(MBeanAttributeInfo info) {
    return on(method((info.isIs() ? "is" : "get") + info.getName()), info);
  }

  @Override
  protected String getDescription(MBeanOperationInfo info) {
    return on(method(info.getName()), info);
  }

  @Override
  protected String getDescription(MBeanOperationInfo of, MBeanParameterInfo info, int at) {
    return parameter(of, at, Description::value, info.getDescription());
  }

  @Override
  protected String getParameterName(MBeanOperationInfo of, MBeanParameterInfo info, int at) {
    return parameter(of, at, Description::name, info.getName());
  }

  private static String on(@Nullable Method method, MBeanFeatureInfo info) {
    Description said = method == null ? null : method.getAnnotation(Description.class);
    return said == null ? info.getDescription() : said.value();
  }

  private static String parameter(
      MBeanOperationInfo of, int at, Function<Description, String> what, String otherwise) {
    Method method = method(of.getName());
    Description said =
        method == null ? null : method.getParameters()[at].getAnnotation(Description.class);
    return said == null ? otherwise : what.apply(said);
  }

  /** No two methods of the interface have the same name. */
  private static @Nullable Method method(String name) {
    return Arrays.stream(LlmCacheMXBean.class.getMethods())
        .filter(method -> method.getName().equals(name))
        .findFirst()
        .orElse(null);
  }
}
