using System.Text.Encodings.Web;
using System.Text.Json;

namespace Freehold.Cli.Output;

/// <summary>Writes a command's result to standard output. Everything else that a command says goes to standard error.</summary>
internal static class ResultWriter
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <param name="result">What the API sent.</param>
    /// <param name="forPeople">Writes the same as a table.</param>
    public static void Write(OutputFormat format, JsonElement result, Action<TextWriter> forPeople)
    {
        switch (format)
        {
            case OutputFormat.Json:
                Console.Out.WriteLine(JsonSerializer.Serialize(result, Indented));
                break;
            case OutputFormat.Yaml:
                Console.Out.Write(YamlText.Of(result));
                break;
            default:
                forPeople(Console.Out);
                break;
        }
    }
}
