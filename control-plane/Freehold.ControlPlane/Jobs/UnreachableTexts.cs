namespace Freehold.ControlPlane.Jobs;

/// <summary>What people read about a job whose agent's lease ran out. Pure.</summary>
internal static class UnreachableTexts
{
    /// <summary>The word for the state; derived, so it is none of <see cref="JobState"/>.</summary>
    public const string State = "unreachable";

    /// <summary>What becomes of the job if its agent stays away, in a sentence.</summary>
    /// <param name="onPartition">The job's word: keep, stop or rerun.</param>
    public static string WhatFollows(string onPartition, bool hasTimeLimit, bool cancelAsked) => (onPartition, hasTimeLimit) switch
    {
        _ when cancelAsked => "It is being cancelled without its agent; what the agent still has of it no longer counts.",
        ("rerun", _) => "Another attempt takes its place now, whatever the one at the agent does.",
        ("stop", true) => "Its agent stops it by itself. Another attempt takes its place when the agent is back, or when the time limit has passed.",
        ("stop", false) => "Its agent stops it by itself. Another attempt takes its place when the agent is back.",
        (_, true) => "It may still run and waits for its agent. When the time limit has passed, another attempt takes its place.",
        _ => "It may still run and waits for its agent.",
    };
}
