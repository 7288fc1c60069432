using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Serilog.Events;
using Serilog.Formatting;
using Serilog.Formatting.Display;

namespace Freehold.Hosting.Logs;

/// <summary>
/// One JSON object a line: <c>at</c> (UTC), <c>level</c>, <c>event</c> (id), <c>message</c>, <c>exception</c>, <c>trace</c>,
/// <c>source</c>, then the message's own fields in camel case. Fields are the published spelling of the log classes.
/// </summary>
internal sealed class JsonLineFormatter : ITextFormatter
{
    // Literal strings: a path in quotes cannot be copied.
    private static readonly MessageTemplateTextFormatter Message = new("{Message:lj}", CultureInfo.InvariantCulture);

    private static readonly JsonWriterOptions WriterOptions = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public void Format(LogEvent logEvent, TextWriter output)
    {
        using var line = new MemoryStream();
        using (var json = new Utf8JsonWriter(line, WriterOptions))
        {
            json.WriteStartObject();
            json.WriteString("at", logEvent.Timestamp.UtcDateTime.ToString("O", CultureInfo.InvariantCulture));
            json.WriteString("level", logEvent.Level.ToString().ToLowerInvariant());
            WriteEventId(json, logEvent);
            json.WriteString("message", MessageOf(logEvent));
            if (logEvent.Exception is { } exception)
                json.WriteString("exception", exception.ToString());
            if (logEvent.TraceId is { } trace)
                json.WriteString("trace", trace.ToHexString());
            foreach (var (name, value) in logEvent.Properties)
                WriteField(json, name, value);
            json.WriteEndObject();
        }

        output.WriteLine(Encoding.UTF8.GetString(line.GetBuffer(), 0, (int)line.Length));
    }

    private static string MessageOf(LogEvent logEvent)
    {
        using var message = new StringWriter();
        Message.Format(logEvent, message);
        return message.ToString();
    }

    private static void WriteEventId(Utf8JsonWriter json, LogEvent logEvent)
    {
        if (logEvent.Properties.GetValueOrDefault("EventId") is StructureValue eventId
            && eventId.Properties.FirstOrDefault(property => property.Name == "Id")?.Value is ScalarValue { Value: int id })
        {
            json.WriteNumber("event", id);
        }
    }

    private static void WriteField(Utf8JsonWriter json, string name, LogEventPropertyValue value)
    {
        if (name is "EventId" or "Scope" or "ConnectionId" or "RequestId" or "RequestPath" or "TransportConnectionId")
            return;

        json.WritePropertyName(name == "SourceContext" ? "source" : JsonNamingPolicy.CamelCase.ConvertName(name));
        switch ((value as ScalarValue)?.Value)
        {
            case int number:
                json.WriteNumberValue(number);
                break;
            case long number:
                json.WriteNumberValue(number);
                break;
            case double number when double.IsFinite(number):
                json.WriteNumberValue(number);
                break;
            case bool flag:
                json.WriteBooleanValue(flag);
                break;
            case null when value is ScalarValue:
                json.WriteNullValue();
                break;
            case string text:
                json.WriteStringValue(text);
                break;
            default:
                json.WriteStringValue(value.ToString(null, CultureInfo.InvariantCulture).Trim('"'));
                break;
        }
    }
}
