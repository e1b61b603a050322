namespace ActorPlatform.Yarn.Submission;

/// <summary>The log configuration of all processes of a job: Flink's stock one, rolling, with Flink's and Hadoop's own words at INFO.</summary>
internal static class Log4jFile
{
    public const string Key = "log4j.properties";

    public const string Content = """
        monitorInterval=30
        rootLogger.level = ${env:ROOT_LOG_LEVEL:-INFO}
        rootLogger.appenderRef.file.ref = MainAppender
        logger.pekko.name = org.apache.pekko
        logger.pekko.level = INFO
        logger.akka.name = akka
        logger.akka.level = INFO
        logger.kafka.name= org.apache.kafka
        logger.kafka.level = INFO
        logger.hadoop.name = org.apache.hadoop
        logger.hadoop.level = INFO
        logger.zookeeper.name = org.apache.zookeeper
        logger.zookeeper.level = INFO
        logger.shaded_zookeeper.name = org.apache.flink.shaded.zookeeper3
        logger.shaded_zookeeper.level = INFO
        appender.main.name = MainAppender
        appender.main.type = RollingFile
        appender.main.append = true
        appender.main.fileName = ${sys:log.file}
        appender.main.filePattern = ${sys:log.file}.%i
        appender.main.layout.type = PatternLayout
        appender.main.layout.pattern = %d{yyyy-MM-dd HH:mm:ss,SSS} %-5p %-60c %x - %m%n
        appender.main.policies.type = Policies
        appender.main.policies.size.type = SizeBasedTriggeringPolicy
        appender.main.policies.size.size = 100MB
        appender.main.policies.startup.type = OnStartupTriggeringPolicy
        appender.main.strategy.type = DefaultRolloverStrategy
        appender.main.strategy.max = ${env:MAX_LOG_FILE_NUMBER:-10}
        logger.netty.name = org.jboss.netty.channel.DefaultChannelPipeline
        logger.netty.level = OFF

        """;
}
