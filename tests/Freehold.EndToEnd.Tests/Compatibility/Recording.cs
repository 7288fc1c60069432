using System.Globalization;
using Freehold.EndToEnd.Tests.Networks;
using Freehold.Protocol.V1;
using Google.Protobuf;

namespace Freehold.EndToEnd.Tests.Compatibility;

/// <summary>
/// What two programs of one version said to each other. A text file: a line of JSON for people behind <c>#</c>, then number of
/// the stream, sender and the message's bytes in Base64, which alone count.
/// </summary>
internal sealed class Recording
{
    /// <summary>Stands in recorded documents for the folder of the data.</summary>
    public const string Folder = "/recorded";

    private readonly List<RecordedMessage> _messages = [];
    private readonly Lock _lock = new();

    /// <summary>In the order in which they passed.</summary>
    public IReadOnlyList<RecordedMessage> Messages
    {
        get
        {
            lock (_lock)
                return [.. _messages];
        }
    }

    /// <summary>Recordings of every version that this one has to understand.</summary>
    public static IEnumerable<string> Names => Directory
        .EnumerateFiles(Path.Combine(AppContext.BaseDirectory, "Compatibility", "Recordings"), "*.txt")
        .Select(file => Path.GetFileNameWithoutExtension(file)!)
        .Order(StringComparer.Ordinal);

    public static Recording Read(string name)
    {
        var recording = new Recording();
        var file = Path.Combine(AppContext.BaseDirectory, "Compatibility", "Recordings", name + ".txt");
        foreach (var line in File.ReadLines(file).Where(line => line.Length > 0 && line[0] != '#'))
        {
            var parts = line.Split(' ');
            var bytes = Convert.FromBase64String(parts[2]);
            var fromAgent = parts[1] == "agent";
            recording._messages.Add(new(
                int.Parse(parts[0], CultureInfo.InvariantCulture), fromAgent,
                fromAgent ? AgentMessage.Parser.ParseFrom(bytes) : ControlMessage.Parser.ParseFrom(bytes)));
        }

        return recording;
    }

    public void Add(RelayedMessage message)
    {
        lock (_lock)
            _messages.Add(new(message.Stream, message.FromAgent, message.Message));
    }

    /// <param name="folder">What is replaced by <see cref="Folder"/>.</param>
    public void Write(string path, string folder)
    {
        var words = new Rewriting();
        words.Replace(folder, Folder);
        using var file = new StreamWriter(path) { NewLine = "\n" };
        foreach (var recorded in Messages)
        {
            var message = words.Of(recorded.Message);
            file.WriteLine($"# {message}");
            file.WriteLine($"{recorded.Stream} {(recorded.FromAgent ? "agent" : "control-plane")} {Convert.ToBase64String(message.ToByteArray())}");
        }
    }
}
