// A browser waits more than it computes.
[assembly: CollectionBehavior(MaxParallelThreads = 6)]

// All tests share one service and one browser of each kind; every test has its own browser profile.
[assembly: AssemblyFixture(typeof(KetamineScreening.Api.Tests.SharedService))]
[assembly: AssemblyFixture(typeof(KetamineScreening.Browser.Tests.Chromium))]
[assembly: AssemblyFixture(typeof(KetamineScreening.Browser.Tests.FullChromium))]
