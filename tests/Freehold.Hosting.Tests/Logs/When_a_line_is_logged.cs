using System.Text.Json.Nodes;
using Freehold.Hosting.Correlation;
using Freehold.Hosting.Logs;
using Microsoft.Extensions.Logging;
using Serilog;
using Serilog.Core;
using Serilog.Events;
using Serilog.Extensions.Logging;
using Serilog.Formatting;

namespace Freehold.Hosting.Tests.Logs;

public sealed partial class When_a_line_is_logged
{
    private readonly StringWriter _output = new();
    private SerilogLoggerFactory _factory = null!;
    private Microsoft.Extensions.Logging.ILogger _log = null!;

    [SetUp]
    public void MakeLog()
    {
        _output.GetStringBuilder().Clear();
        var logger = new LoggerConfiguration().Enrich.FromLogContext().WriteTo.Sink(new WriterSink(new MaskingFormatter(new JsonLineFormatter()), _output)).CreateLogger();
        _factory = new(logger, dispose: true);
        _log = _factory.CreateLogger("Freehold.Sample");
    }

    [TearDown]
    public void DisposeLog() => _factory.Dispose();

    [Test]
    public void It_is_one_json_object_with_the_fields_of_the_message()
    {
        using (_log.BeginCorrelation("abc"))
            Sampled(_log, 7, "x\ny");

        var line = JsonNode.Parse(_output.ToString())!;
        Assert.That(_output.ToString().TrimEnd().Split('\n'), Has.Length.EqualTo(1));
        Assert.That((string?)line["level"], Is.EqualTo("information"));
        Assert.That((int)line["event"]!, Is.EqualTo(42));
        Assert.That((string?)line["message"], Is.EqualTo("Sampled 7 of x\ny"));
        Assert.That((int)line["count"]!, Is.EqualTo(7));
        Assert.That((string?)line["name"], Is.EqualTo("x\ny"));
        Assert.That((string?)line["source"], Is.EqualTo("Freehold.Sample"));
        Assert.That((string?)line["correlationId"], Is.EqualTo("abc"));
        Assert.That((DateTimeOffset)line["at"]!, Is.EqualTo(DateTimeOffset.UtcNow).Within(TimeSpan.FromMinutes(1)));
    }

    [TestCase("fh_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")]
    [TestCase("eyJhbGciOiJFUzI1NiJ9.eyJzdWIiOiJ4In0.c2lnbmF0dXJl")]
    public void What_looks_like_a_token_is_blotted_out_wherever_it_stands(string token)
    {
        Sampled(_log, 1, $"Bearer {token}!");
        _log.LogError(new InvalidOperationException($"bad {token}"), "failed");

        Assert.That(_output.ToString(), Does.Not.Contain(token).And.Contain("[masked]"));
    }

    [LoggerMessage(EventId = 42, Level = LogLevel.Information, Message = "Sampled {Count} of {Name}")]
    private static partial void Sampled(Microsoft.Extensions.Logging.ILogger log, int count, string name);

    private sealed class WriterSink(ITextFormatter formatter, TextWriter output) : ILogEventSink
    {
        public void Emit(LogEvent logEvent) => formatter.Format(logEvent, output);
    }
}
