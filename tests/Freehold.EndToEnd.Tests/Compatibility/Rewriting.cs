using System.Security.Cryptography;
using System.Text;
using Freehold.Protocol.V1;
using Google.Protobuf;

namespace Freehold.EndToEnd.Tests.Compatibility;

/// <summary>Puts names of one run in the place of those of another: folders, jobs, and with the documents their digests.</summary>
internal sealed class Rewriting
{
    private static readonly JsonParser Parser = new(JsonParser.Settings.Default.WithIgnoreUnknownFields(true));

    private readonly List<(string From, string To)> _words = [];

    public void Replace(string from, string to) => _words.Add((from, to));

    /// <summary>A copy with the other run's names.</summary>
    public T Of<T>(T message)
        where T : IMessage
    {
        var rewritten = Replaced(message);
        if (message is not ControlMessage { Assign: { } before } || rewritten is not ControlMessage { Assign: { } after })
            return rewritten;

        // Another document has another digest, here and in all that refers to it.
        foreach (var (old, changed) in before.Assignments.Zip(after.Assignments).Where(pair => pair.First.Document != pair.Second.Document))
        {
            changed.DocumentDigest = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(changed.Document)));
            Replace(old.DocumentDigest, changed.DocumentDigest);
        }

        return rewritten;
    }

    private T Replaced<T>(T message)
        where T : IMessage
    {
        var json = JsonFormatter.Default.Format(message);
        return (T)Parser.Parse(_words.Aggregate(json, (text, word) => text.Replace(word.From, word.To, StringComparison.Ordinal)), message.Descriptor);
    }
}
